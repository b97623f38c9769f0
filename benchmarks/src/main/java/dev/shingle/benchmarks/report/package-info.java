/** What {@code benchmarks/run} prints: one table of ratios, and how time grows. */
@NullMarked
package dev.shingle.benchmarks.report;

import org.jspecify.annotations.NullMarked;
