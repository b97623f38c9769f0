/** Kernels that compute with real numbers in single precision. */
@NullMarked
package dev.shingle.sim.kernels.real;

import org.jspecify.annotations.NullMarked;
