package dev.shingle.api;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * One step of a plan, in figures that can be compared.
 *
 * @param step position in execution order
 * @param layer the layer's name
 * @param operator what it computes
 * @param input shape of the first activation operand, one that dies here if there is one; the result's if there is none
 * @param output shape of the first result
 * @param inputBytes buffers that are read
 * @param outputBytes buffers that are written
 * @param keptBytes what else is live
 * @param forwardDistance D of equation (2) for the first operand that dies here, but in bytes, rounded up, so that machines
 *     of different words can be compared; empty if none may be overlapped
 * @param reverseDistance E of equation (4) for the same
 * @param traversal the direction that the plan chose
 * @param plannedBytes scratchpad under all that is live, overlapped bytes once
 * @param overlapBytes bytes that what is written shares with what is read
 */
public record PlanStep(
        int step,
        String layer,
        String operator,
        Shape input,
        Shape output,
        long inputBytes,
        long outputBytes,
        long keptBytes,
        Optional<Distance> forwardDistance,
        Optional<Distance> reverseDistance,
        Traversal traversal,
        long plannedBytes,
        long overlapBytes) {

    /** Everything that is live, were nothing overlapped. */
    public long disjointBytes() {
        return inputBytes + outputBytes + keptBytes;
    }

    /** Alike but for the position. */
    public boolean isLike(PlanStep other) {
        return at(0).equals(other.at(0));
    }

    private PlanStep at(int position) {
        return new PlanStep(
                position,
                layer,
                operator,
                input,
                output,
                inputBytes,
                outputBytes,
                keptBytes,
                forwardDistance,
                reverseDistance,
                traversal,
                plannedBytes,
                overlapBytes);
    }
}
