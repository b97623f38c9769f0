/** Kernels that compute with stored integers: quantised layers, bit for bit. */
@NullMarked
package dev.shingle.sim.kernels.integer;

import org.jspecify.annotations.NullMarked;
