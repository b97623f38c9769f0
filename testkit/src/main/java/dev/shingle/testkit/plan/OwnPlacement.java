package dev.shingle.testkit.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduledStep;
import java.util.Map;

/** Makes a plan of offsets that some other mapper has chosen, so that the judges can read it. */
public final class OwnPlacement {

    private OwnPlacement() {}

    /**
     * All layers run forward, or in reverse on a machine that knows nothing else.
     *
     * @param offsetsWords for each buffer of the schedule the word at which it starts
     */
    public static MemoryPlan plan(Schedule schedule, Map<String, Long> offsetsWords) {
        return plan(schedule, offsetsWords, Map.of());
    }

    /**
     * The same with directions.
     *
     * @param traversals directions by layer name; layers that are not listed run forward if the machine can
     * @throws IllegalArgumentException if a buffer has no offset
     */
    public static MemoryPlan plan(
            Schedule schedule, Map<String, Long> offsetsWords, Map<String, Traversal> traversals) {
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        long peakWords = 0;
        for (Buffer buffer : schedule.buffers()) {
            Long offset = offsetsWords.get(buffer.name());
            checkArgument(offset != null, "no offset for buffer %s", buffer.name());
            Placement placement = new Placement(buffer, offset);
            placements.add(placement);
            peakWords = Math.max(peakWords, placement.endWords());
        }
        Traversal usual =
                schedule.machine().traversals().contains(Traversal.FORWARD) ? Traversal.FORWARD : Traversal.REVERSE;
        ImmutableList<Step> steps = schedule.steps().stream()
                .map(step -> step(step, traversals.getOrDefault(step.layer(), usual)))
                .collect(ImmutableList.toImmutableList());
        return new MemoryPlan(
                schedule.network().name(),
                schedule.networkHash(),
                schedule.machine(),
                "own",
                placements.build(),
                steps,
                schedule.inputs(),
                schedule.outputs(),
                peakWords,
                schedule.figures().overlapLowerBound());
    }

    /** Without claims about distances: the judges find out for themselves. */
    private static Step step(ScheduledStep step, Traversal traversal) {
        return new Step(
                step.index(),
                step.layer(),
                step.sources(),
                step.operation(),
                step.outputRows(),
                traversal,
                ImmutableList.of());
    }
}
