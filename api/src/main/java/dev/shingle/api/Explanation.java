package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;

/**
 * Why a layer's output may come as close to its input as it may: the fast formula's answer beside the literal one, which
 * steps through every word.
 *
 * @param step position in execution order
 * @param layer the layer's name
 * @param sources operators of the original file behind it
 * @param operation geometry
 * @param machine the machine
 * @param pairs one entry per activation operand, result and direction
 */
public record Explanation(
        int step,
        String layer,
        ImmutableList<String> sources,
        Operation operation,
        Machine machine,
        ImmutableList<Pair> pairs) {

    /**
     * An operand and a result in one direction.
     *
     * @param operand name of the operand
     * @param result name of the result
     * @param traversal direction
     * @param dies no later step reads the operand, so the result may overlap it
     * @param arrives nothing of the result's buffer was written before; otherwise it is a later part of a joint tensor and may
     *     not overlap anything
     * @param operandWords I
     * @param resultWords O
     * @param formula D or E from {@code mapper.overlap}
     * @param literal the same word by word, from the simulator's loops
     * @param pairWords M of equation (6) for this direction
     */
    public record Pair(
            String operand,
            String result,
            Traversal traversal,
            boolean dies,
            boolean arrives,
            long operandWords,
            long resultWords,
            Distance formula,
            Distance literal,
            long pairWords) {

        /** The two derivations give the same number. */
        public boolean isConfirmed() {
            return formula.equals(literal);
        }
    }

    /** All pairs are confirmed. */
    public boolean isConfirmed() {
        return pairs.stream().allMatch(Pair::isConfirmed);
    }
}
