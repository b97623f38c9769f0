package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Comparator;
import java.util.OptionalInt;

/**
 * What a plan needs, in figures that can be compared.
 *
 * @param network name of the network
 * @param networkHash of its structure
 * @param machine the machine
 * @param planner who made the plan
 * @param inputs shapes and types of what the host fills, as text
 * @param elementTypes element types of the buffers, as text
 * @param peakBytes what the plan needs
 * @param bound the proven lower bound
 * @param boundBytes the same in bytes
 * @param optimal the plan is at the bound
 * @param disjointBytes most that is live at once: what a plan without overlap needs
 * @param widestPairBytes most that is read and written by one step
 * @param largestBufferBytes the largest tensor
 * @param stagingBytes memory outside the scratchpad that the machine takes for granted
 * @param steps in order of execution
 */
public record PlanFigures(
        String network,
        String networkHash,
        Machine machine,
        String planner,
        String inputs,
        String elementTypes,
        long peakBytes,
        MemoryPlan.Bound bound,
        long boundBytes,
        boolean optimal,
        long disjointBytes,
        long widestPairBytes,
        long largestBufferBytes,
        long stagingBytes,
        ImmutableList<PlanStep> steps) {

    /** Index of the step at which most is live in the plan, the first of equals. */
    public OptionalInt peakStep() {
        return steps.stream()
                .max(Comparator.comparingLong(PlanStep::plannedBytes)
                        .thenComparing(Comparator.comparingInt(PlanStep::step).reversed()))
                .map(step -> OptionalInt.of(step.step()))
                .orElse(OptionalInt.empty());
    }
}
