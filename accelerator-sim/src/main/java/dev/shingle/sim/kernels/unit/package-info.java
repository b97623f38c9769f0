/**
 * What a kernel looks like to whoever runs it: it computes boxes of results, reads operands and stores results through
 * small interfaces, and never sees where they are kept.
 */
@NullMarked
package dev.shingle.sim.kernels.unit;

import org.jspecify.annotations.NullMarked;
