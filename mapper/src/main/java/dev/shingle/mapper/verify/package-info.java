/**
 * Decides whether a memory plan is safe, from the first write and the last read of every word.
 *
 * <p>Everything here is derived from docs/model.md sections 1 and 2 and from nothing else: it knows networks, machines and
 * plans, but neither the mathematics of safe distances nor the planners that it judges.
 */
@NullMarked
package dev.shingle.mapper.verify;

import org.jspecify.annotations.NullMarked;
