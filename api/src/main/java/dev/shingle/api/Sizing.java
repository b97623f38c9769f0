package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import java.util.OptionalLong;

/**
 * How much scratchpad a network's activations need on a machine. Weights, row and line staging, and scratch memory of
 * kernels are not part of any figure but those that name them.
 *
 * @param model the network
 * @param machine the machine
 * @param pingPongTwoBuffersBytes largest even plus largest odd tensor; empty unless the network is a chain
 * @param whyNoTwoBuffers why it is empty, or empty
 * @param pingPongWidestPairBytes most that the operands and results of one layer add up to
 * @param pingPongEqualBuffersBytes twice the largest tensor: what two buffers need that are to be alike
 * @param disjointLowerBoundBytes most that is live at once
 * @param overlapLowerBoundBytes least that any contiguous layer-by-layer plan can need
 * @param boundReason the step and buffers, or the argument, behind it
 * @param plannedPeakBytes what the plan needs
 * @param optimal the plan is proven to be the least
 * @param checked the static checker has passed the placement behind the peak; large networks leave that to mapping
 * @param stagingBytes row, tensor or line buffers outside the scratchpad that the machine's granularity implies
 * @param layers one entry per step
 */
public record Sizing(
        Model model,
        Machine machine,
        OptionalLong pingPongTwoBuffersBytes,
        String whyNoTwoBuffers,
        long pingPongWidestPairBytes,
        long pingPongEqualBuffersBytes,
        long disjointLowerBoundBytes,
        long overlapLowerBoundBytes,
        String boundReason,
        long plannedPeakBytes,
        boolean optimal,
        boolean checked,
        long stagingBytes,
        ImmutableList<LayerSizing> layers) {

    /** Share of the disjoint bound that the plan saves, 0 to 1. */
    public double saving() {
        return disjointLowerBoundBytes == 0 ? 0 : 1 - (double) plannedPeakBytes / disjointLowerBoundBytes;
    }

    /** The step at which most is live in the plan, the first of equals. */
    public OptionalLong peakStep() {
        return layers.stream()
                .max((a, b) -> a.plannedBytes() != b.plannedBytes()
                        ? Long.compare(a.plannedBytes(), b.plannedBytes())
                        : Integer.compare(b.step(), a.step()))
                .map(layer -> OptionalLong.of(layer.step()))
                .orElse(OptionalLong.empty());
    }
}
