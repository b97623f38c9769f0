package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.networks.Shape;

/**
 * One step of a sizing.
 *
 * @param step position in execution order
 * @param layer the layer's name
 * @param operator what it computes
 * @param sources operators of the original file behind it
 * @param input shape of the first activation operand; the result's if there is none
 * @param output shape of the first result
 * @param inputBytes all activation operands, each once
 * @param outputBytes all results
 * @param keptBytes what else is live while the step runs
 * @param weightBytes weights and biases
 * @param forwardDistance D of the first dying operand and the first result (equation 2)
 * @param reverseDistance E of the same pair (equation 4)
 * @param traversal the direction that the plan chose
 * @param plannedBytes from the lowest to the highest byte that is live during the step in the plan
 */
public record LayerSizing(
        int step,
        String layer,
        String operator,
        ImmutableList<String> sources,
        Shape input,
        Shape output,
        long inputBytes,
        long outputBytes,
        long keptBytes,
        long weightBytes,
        Distance forwardDistance,
        Distance reverseDistance,
        Traversal traversal,
        long plannedBytes) {

    /** Everything that is live, were nothing overlapped. */
    public long disjointBytes() {
        return inputBytes + outputBytes + keptBytes;
    }
}
