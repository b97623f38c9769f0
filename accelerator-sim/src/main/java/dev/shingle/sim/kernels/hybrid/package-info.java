/**
 * Layers with weights of 8 bits and real activations: the operand becomes bytes while it is read, by the range of the whole
 * of it, products are summed as integers, sums are scaled back.
 */
@NullMarked
package dev.shingle.sim.kernels.hybrid;

import org.jspecify.annotations.NullMarked;
