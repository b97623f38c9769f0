/** Allocation traces as comma-separated text, in the columns that minimalloc reads and writes. */
@NullMarked
package dev.shingle.mapper.trace.csv;

import org.jspecify.annotations.NullMarked;
