package dev.shingle.mapper.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machine;
import java.util.Optional;

/**
 * Where every activation lies, and in which direction every step runs.
 *
 * @param network name of the network
 * @param networkHash SHA-256 of the network's structure (names, shapes, types, operators, wiring; not the weights)
 * @param machine the machine that the plan is for
 * @param planner name of the planner
 * @param placements every buffer, in order of first use
 * @param steps execution order
 * @param inputs buffers that the host fills before the first step
 * @param outputs buffers that the host takes after the last step
 * @param peakWords words of scratchpad that the plan needs; the modulus when addresses are circular
 * @param bound the proven lower bound
 * @param certificate the proof of the bound in a form to be checked; empty if it is too large to keep or there is none
 */
public record MemoryPlan(
        String network,
        String networkHash,
        Machine machine,
        String planner,
        ImmutableList<Placement> placements,
        ImmutableList<Step> steps,
        ImmutableList<String> inputs,
        ImmutableList<String> outputs,
        long peakWords,
        Bound bound,
        Optional<Certificate> certificate) {

    /**
     * The least peak that is known to be impossible to beat, and why.
     *
     * @param words no plan of this network for this machine needs less
     * @param reason the step and buffers, or the argument, behind it
     */
    public record Bound(long words, String reason) {}

    /** A plan whose bound comes without a certificate. */
    public MemoryPlan(
            String network,
            String networkHash,
            Machine machine,
            String planner,
            ImmutableList<Placement> placements,
            ImmutableList<Step> steps,
            ImmutableList<String> inputs,
            ImmutableList<String> outputs,
            long peakWords,
            Bound bound) {
        this(
                network,
                networkHash,
                machine,
                planner,
                placements,
                steps,
                inputs,
                outputs,
                peakWords,
                bound,
                Optional.empty());
    }

    /** The peak equals a proven lower bound. */
    public boolean isOptimal() {
        return peakWords == bound.words();
    }

    public long peakBytes() {
        return machine.layout().bytesOf(peakWords);
    }

    public ImmutableMap<String, Placement> placementsByName() {
        ImmutableMap.Builder<String, Placement> byName = ImmutableMap.builder();
        placements.forEach(placement -> byName.put(placement.buffer().name(), placement));
        return byName.buildOrThrow();
    }
}
