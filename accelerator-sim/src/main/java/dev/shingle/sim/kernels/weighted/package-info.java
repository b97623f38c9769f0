/**
 * Layers that multiply with weights, for any kind of numbers: which inputs meet which weights. What a sum of products is, and
 * what becomes of it, is said by {@link dev.shingle.sim.kernels.weighted.Arithmetic}.
 */
@NullMarked
package dev.shingle.sim.kernels.weighted;

import org.jspecify.annotations.NullMarked;
