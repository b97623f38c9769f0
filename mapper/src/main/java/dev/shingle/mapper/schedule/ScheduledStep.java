package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;

/**
 * A step whose direction is not chosen yet.
 *
 * @param index position in execution order, from 0
 * @param layer the network's layer
 * @param sources operators of the original file behind this layer
 * @param operation operator, operands and results
 * @param outputRows rows of the output grid that this step runs over, counted over the batch
 * @param dying buffers that this step reads and nobody reads later, the host included, in operand order
 * @param arriving buffers that this step is the first to write, in result order
 */
public record ScheduledStep(
        int index,
        String layer,
        ImmutableList<String> sources,
        Operation operation,
        RowRange outputRows,
        ImmutableList<String> dying,
        ImmutableList<String> arriving) {}
