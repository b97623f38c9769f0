package dev.shingle.mapper.plan;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Operator;

/**
 * An operator bound to what it reads and writes: everything that decides which words it touches, and in which order.
 *
 * @param operator kernel, stride, padding, dilation and the rest as parameters
 * @param operands what is read, in the operator's order, constants included
 * @param results what is written
 */
public record Operation(Operator operator, ImmutableList<TensorUse> operands, ImmutableList<TensorUse> results) {}
