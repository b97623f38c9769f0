/**
 * The mathematics of safe distances (docs/model.md, equations 1 to 7): how close the result of an operator may come to an
 * operand that dies with it. {@link dev.shingle.mapper.overlap.SafeDistances} is the way in.
 */
@NullMarked
package dev.shingle.mapper.overlap;

import org.jspecify.annotations.NullMarked;
