/** Execution of whole networks on plain tensors, and the choice of a kernel for each layer. */
@NullMarked
package dev.shingle.sim.kernels;

import org.jspecify.annotations.NullMarked;
