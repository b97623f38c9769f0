/**
 * Why a problem does not fit: {@link dev.shingle.mapper.place.conflict.ConflictFinder} shrinks it to a few buffers and
 * steps that cannot fit together, with any planner as the judge of what fits.
 */
@NullMarked
package dev.shingle.mapper.place.conflict;

import org.jspecify.annotations.NullMarked;
