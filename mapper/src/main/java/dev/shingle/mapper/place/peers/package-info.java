/** Planners of others, each with its source, for comparison and as starting points. */
@NullMarked
package dev.shingle.mapper.place.peers;

import org.jspecify.annotations.NullMarked;
