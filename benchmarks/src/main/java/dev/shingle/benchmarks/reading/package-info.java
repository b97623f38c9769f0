/** What it takes to read a network from a file. */
@NullMarked
package dev.shingle.benchmarks.reading;

import org.jspecify.annotations.NullMarked;
