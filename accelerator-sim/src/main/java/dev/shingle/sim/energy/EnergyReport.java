package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;

/**
 * What the memories of a run take. Arithmetic, wires, registers and whatever lies outside the chip are not in it.
 *
 * @param source what the figures are from
 * @param activations the scratchpad, or both memories where there are two; no size of 0
 * @param weights the weight memory
 */
public record EnergyReport(String source, ImmutableList<MemoryEnergy> activations, MemoryEnergy weights) {

    /** Of all activation memories; empty if one of them has no figure. */
    public OptionalDouble activationPicojoules() {
        double sum = 0;
        for (MemoryEnergy memory : activations) {
            if (memory.picojoules().isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += memory.picojoules().getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    /** With the weight memory; empty if a memory has no figure. */
    public OptionalDouble totalPicojoules() {
        OptionalDouble scratchpad = activationPicojoules();
        OptionalDouble constants = weights.picojoules();
        return scratchpad.isPresent() && constants.isPresent()
                ? OptionalDouble.of(scratchpad.getAsDouble() + constants.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Why figures are missing, one sentence for each reason. */
    public ImmutableList<String> missing() {
        ImmutableList.Builder<String> reasons = ImmutableList.builder();
        for (MemoryEnergy memory : ImmutableList.<MemoryEnergy>builder()
                .addAll(activations)
                .add(weights)
                .build()) {
            if (memory.cost() instanceof SramCost.Unknown unknown) {
                reasons.add(memory.name() + ": " + unknown.reason());
            }
        }
        return reasons.build();
    }
}
