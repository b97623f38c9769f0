/**
 * In which order shall tasks run so that the most demanding one needs least? Tasks and buffers as numbers; no networks.
 *
 * <p>{@link dev.shingle.mapper.order.OrderSearch} answers an {@link dev.shingle.mapper.order.OrderProblem}.
 */
@NullMarked
package dev.shingle.mapper.order;

import org.jspecify.annotations.NullMarked;
