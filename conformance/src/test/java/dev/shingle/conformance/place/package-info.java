/** Planners against exhaustive search and CP-SAT. */
@NullMarked
package dev.shingle.conformance.place;

import org.jspecify.annotations.NullMarked;
