package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;

/** What a planner hands back: a plan, or the reason why there is none. */
public sealed interface PlanningResult {

    /** A plan that fits the capacity, if one was given. */
    record Planned(MemoryPlan plan) implements PlanningResult {}

    /**
     * The best plan found is larger than the capacity.
     *
     * @param planner name of the planner
     * @param demandBytes what the best plan needs
     * @param capacityBytes what there is
     * @param lowerBoundBytes what any plan needs; if this exceeds the capacity, the demand cannot be met at all
     * @param step step at which the demand is highest
     * @param layer layer of that step
     * @param buffers what is live during that step
     * @param levers changes of the machine that lower the demand, the best first
     */
    record Infeasible(
            String planner,
            long demandBytes,
            long capacityBytes,
            long lowerBoundBytes,
            int step,
            String layer,
            ImmutableList<Buffer> buffers,
            ImmutableList<Lever> levers)
            implements PlanningResult {

        /** Bytes that are missing. */
        public long gapBytes() {
            return demandBytes - capacityBytes;
        }

        /** No planner could do better: the lower bound alone exceeds the capacity. */
        public boolean isProven() {
            return lowerBoundBytes > capacityBytes;
        }
    }

    /**
     * A change of the machine and what it would bring.
     *
     * @param change what to change
     * @param demandBytes what the same planner would need then
     * @param fits whether that is within the capacity
     */
    record Lever(String change, long demandBytes, boolean fits) {}
}
