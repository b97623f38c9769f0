package dev.shingle.mapper.plan;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;

/**
 * One run of one operator over a range of its output rows. A step runs to its end, and its pipeline drains, before the
 * next one starts. Several steps may share a layer and write bands of the same buffer.
 *
 * @param index position in execution order, from 0
 * @param layer the network's layer
 * @param sources operators of the original file behind this layer, {@code KIND#position}
 * @param operation operator, operands and results
 * @param outputRows rows of the operator's grid that this step runs, counted over the batch: of the first result, or of the
 *     operand for a split
 * @param traversal order of the output pixels
 * @param distances for each operand buffer that dies here, how close each result may come; claims, to be checked
 */
public record Step(
        int index,
        String layer,
        ImmutableList<String> sources,
        Operation operation,
        RowRange outputRows,
        Traversal traversal,
        ImmutableList<DistanceClaim> distances) {

    /** How close {@code result} may come to {@code operand} in this step's traversal; both are buffer names. */
    public record DistanceClaim(String operand, String result, Distance distance) {}
}
