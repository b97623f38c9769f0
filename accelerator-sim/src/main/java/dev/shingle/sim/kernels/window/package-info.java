/** Sliding windows over the rows of an operand: which elements are read, and where the taps find them. */
@NullMarked
package dev.shingle.sim.kernels.window;

import org.jspecify.annotations.NullMarked;
