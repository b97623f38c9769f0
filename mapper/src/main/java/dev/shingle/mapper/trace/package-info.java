/** Recorded allocations, of any program: which buffer was in use when, with how many bytes. Data only, no decisions. */
@NullMarked
package dev.shingle.mapper.trace;

import org.jspecify.annotations.NullMarked;
