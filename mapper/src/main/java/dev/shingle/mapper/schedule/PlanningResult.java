package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.resize.ImageSize;
import java.util.Optional;

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
     * @param conflict members that do not fit together, as few as could be found
     * @param levers what would lower the demand, the most effective first
     * @param whyNoSmallerInput why no smaller input image is among them; empty if there is one
     */
    record Infeasible(
            String planner,
            long demandBytes,
            long capacityBytes,
            long lowerBoundBytes,
            ScheduledConflict conflict,
            ImmutableList<Lever> levers,
            String whyNoSmallerInput)
            implements PlanningResult {

        /** Bytes that are missing. */
        public long gapBytes() {
            return demandBytes - capacityBytes;
        }

        /** No planner could make it fit: the lower bound, or a part of the network, exceeds the capacity. */
        public boolean isProven() {
            return lowerBoundBytes > capacityBytes || conflict.proven();
        }

        /** The conflict's buffers, the largest first. */
        public ImmutableList<Buffer> buffers() {
            return conflict.buffers();
        }
    }

    /**
     * A change, what it costs, and what it would bring: the same planner was asked again, with a smaller budget.
     *
     * @param name for programs, such as {@code circular}; of two changes together, {@code circular+write-row}
     * @param change what to change
     * @param cost what has to be paid for it, in a few words
     * @param stagingBytes memory outside the scratchpad that it takes in addition
     * @param demandBytes what is needed then
     * @param optimal that is proven to be the least then
     * @param fits whether that is within the capacity
     * @param inputSize the size of the input image then, if that is the change
     */
    record Lever(
            String name,
            String change,
            String cost,
            long stagingBytes,
            long demandBytes,
            boolean optimal,
            boolean fits,
            Optional<ImageSize> inputSize) {}
}
