package dev.shingle.mapper.place;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import java.util.Arrays;

/**
 * The most demanding step of a schedule: no plan needs less than {@link StepPacking} says for any one step.
 *
 * @param step its index; 0 if the network has no steps
 * @param words what it needs at least
 * @param buffers what is live while it runs
 * @param layer its layer, {@code host} if the network has no steps
 */
record LowerBound(int step, long words, ImmutableList<Buffer> buffers, String layer) {

    static LowerBound of(Schedule schedule) {
        Problem problem = schedule.problem();
        boolean circular = schedule.machine().addressing() == Addressing.CIRCULAR;
        Problem counted = circular ? problem.withAlignment(1) : problem;
        int[][] sets = counted.liveSets();
        int worst = 0;
        long most = 0;
        for (int step = 0; step < sets.length; step++) {
            long words = new StepPacking(counted, step, sets[step]).words();
            if (words > most) {
                most = words;
                worst = step;
            }
        }
        int[] live = sets.length == 0 ? new int[0] : sets[worst];
        return new LowerBound(
                worst,
                most,
                Arrays.stream(live).mapToObj(schedule.buffers()::get).collect(ImmutableList.toImmutableList()),
                worst < schedule.steps().size() ? schedule.steps().get(worst).layer() : "host");
    }

    MemoryPlan.Bound toPlanBound() {
        return new MemoryPlan.Bound(
                words,
                "step %d (%s) needs it for %s"
                        .formatted(
                                step, layer, buffers.stream().map(Buffer::name).collect(joining(", "))));
    }
}
