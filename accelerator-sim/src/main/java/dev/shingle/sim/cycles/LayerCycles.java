package dev.shingle.sim.cycles;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * One step of a plan. {@code cycles} are the useful ones plus all losses.
 *
 * @param step position in execution order
 * @param layer the layer's name
 * @param operator what it computes
 * @param cycles from the step's start to the start of the next
 * @param macs multiplications of an input element with a weight; taps in the padding are none
 * @param usefulCycles what the arithmetic would take if all lanes worked all the time
 * @param losses what the other cycles are lost to; causes without any are left out
 * @param accesses of the memories; none in models that do not count them
 * @param leftOut why the model says nothing about this step; its cycles are 0 then
 */
public record LayerCycles(
        int step,
        String layer,
        String operator,
        long cycles,
        long macs,
        long usefulCycles,
        ImmutableMap<Loss, Long> losses,
        PortAccesses accesses,
        Optional<String> leftOut) {

    public LayerCycles {
        long lost = losses.values().stream().mapToLong(Long::longValue).sum();
        checkArgument(
                usefulCycles >= 0
                        && losses.values().stream().allMatch(loss -> loss > 0)
                        && usefulCycles + lost == cycles,
                "%s useful cycles and losses %s do not make %s cycles",
                usefulCycles,
                losses,
                cycles);
    }

    /** Cycles lost for one reason. */
    public long lost(Loss cause) {
        return losses.getOrDefault(cause, 0L);
    }

    /** Share of the array's multipliers that work, 0 to 1. */
    public double utilisation(long macsPerCycle) {
        return cycles == 0 ? 0 : (double) macs / macsPerCycle / cycles;
    }
}
