package dev.shingle.mapper.schedule;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.TensorUse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Numbers about a schedule that no planner is needed for, in words of the scratchpad.
 *
 * @param pingPongTwoBuffersWords largest even tensor plus largest odd tensor; empty unless the network is a chain
 * @param whyNoTwoBuffers why the figure above is missing; empty if it is not
 * @param pingPongWidestPairWords most that the operands and results of one step add up to; what is kept for later steps
 *     is not counted
 * @param disjointLowerBoundWords most that is live at once
 * @param overlapLowerBound least that any overlapping plan needs
 */
public record Figures(
        OptionalLong pingPongTwoBuffersWords,
        String whyNoTwoBuffers,
        long pingPongWidestPairWords,
        long disjointLowerBoundWords,
        MemoryPlan.Bound overlapLowerBound) {

    static Figures of(Schedule schedule) {
        PlacementProblem problem = schedule.problem();
        String reason = whyNoChain(schedule, problem);
        return new Figures(
                reason.isEmpty() ? OptionalLong.of(twoBuffers(problem)) : OptionalLong.empty(),
                reason,
                widestPair(schedule),
                problem.mostLive(),
                StepDemand.of(schedule).toPlanBound());
    }

    private static long twoBuffers(PlacementProblem problem) {
        long[] largest = new long[2];
        for (int i = 0; i < problem.bufferCount(); i++) {
            largest[i % 2] = Math.max(largest[i % 2], problem.size(i));
        }
        return Math.addExact(largest[0], largest[1]);
    }

    private static long widestPair(Schedule schedule) {
        Map<String, Long> sizes = new HashMap<>();
        schedule.buffers().forEach(buffer -> sizes.put(buffer.name(), buffer.sizeWords()));
        return schedule.steps().stream()
                .mapToLong(step -> buffersOf(step).stream()
                        .mapToLong(name -> sizes.getOrDefault(name, 0L))
                        .sum())
                .max()
                .orElseGet(() ->
                        sizes.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static ImmutableSet<String> buffersOf(ScheduledStep step) {
        return Stream.concat(step.operation().operands().stream(), step.operation().results().stream())
                .filter(TensorUse::isInScratchpad)
                .map(TensorUse::name)
                .collect(ImmutableSet.toImmutableSet());
    }

    /** Empty if every buffer is live together with its predecessor and its successor in order of first use at most. */
    private static String whyNoChain(Schedule schedule, PlacementProblem problem) {
        if (problem.isChain()) {
            return "";
        }
        int[][] sets = problem.liveSets();
        for (ScheduledStep step : schedule.steps()) {
            if (sets[step.index()].length > 2) {
                String names = Arrays.stream(sets[step.index()])
                        .mapToObj(schedule.buffers()::get)
                        .map(Buffer::name)
                        .collect(joining(", "));
                return "not a chain: step %d (%s) runs while %s are live".formatted(step.index(), step.layer(), names);
            }
        }
        return "not a chain: a buffer outlives the next two";
    }
}
