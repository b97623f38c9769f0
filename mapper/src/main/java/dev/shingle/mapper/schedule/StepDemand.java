package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;

/**
 * The {@link LowerBound} of a schedule in its own nouns.
 *
 * @param step the most demanding step; 0 if the network has none
 * @param words what it needs at least
 * @param buffers what is live while it runs
 * @param layer its layer, {@code host} if the network has no steps
 */
record StepDemand(int step, long words, ImmutableList<Buffer> buffers, String layer) {

    static StepDemand of(Schedule schedule) {
        LowerBound bound = schedule.lowerBound();
        return new StepDemand(
                bound.step(),
                bound.words(),
                bound.buffers().stream().map(schedule.buffers()::get).collect(toImmutableList()),
                bound.step() < schedule.steps().size()
                        ? schedule.steps().get(bound.step()).layer()
                        : "host");
    }

    MemoryPlan.Bound toPlanBound() {
        return new MemoryPlan.Bound(
                words,
                "step %d (%s) needs it for %s"
                        .formatted(
                                step, layer, buffers.stream().map(Buffer::name).collect(joining(", "))));
    }
}
