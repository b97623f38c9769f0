/** What things cost in time: printed, never asserted. */
@NullMarked
package dev.shingle.benchmarks;

import org.jspecify.annotations.NullMarked;
