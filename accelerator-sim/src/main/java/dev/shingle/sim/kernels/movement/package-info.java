/** Operators that only move elements: where each run of a result comes from. */
@NullMarked
package dev.shingle.sim.kernels.movement;

import org.jspecify.annotations.NullMarked;
