package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.networks.Shape;
import java.util.Optional;

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
 * @param forwardDistance D of the first operand that dies here and the first result (equation 2); empty if none dies
 * @param reverseDistance E of the same pair (equation 4)
 * @param traversal the direction that the plan chose
 * @param plannedBytes bytes of scratchpad under what is live during the step in the plan, overlapped ones once
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
        Optional<Distance> forwardDistance,
        Optional<Distance> reverseDistance,
        Traversal traversal,
        long plannedBytes) {

    /** Everything that is live, were nothing overlapped. */
    public long disjointBytes() {
        return inputBytes + outputBytes + keptBytes;
    }
}
