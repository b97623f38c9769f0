/** Recorded allocations as placement problems. */
@NullMarked
package dev.shingle.mapper.place.trace;

import org.jspecify.annotations.NullMarked;
