/** Reductions over whole axes. */
@NullMarked
package dev.shingle.sim.kernels.reduction;

import org.jspecify.annotations.NullMarked;
