package dev.shingle.mapper.place;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The field's usual planner, for comparison: no two live buffers share a word; the largest first, each at the lowest
 * start that is free ("greedy by size"). O(n k log k) for k neighbours a buffer.
 */
public final class DisjointGreedy implements Planner {

    @Override
    public String name() {
        return "disjoint-greedy";
    }

    @Override
    public PlanningResult plan(Schedule schedule, PlanningOptions options) {
        Problem problem = schedule.problem();
        Problem disjoint = problem.disjoint();
        Solution solution = new LowestFit(disjoint).place(largestFirst(disjoint), disjoint.preferredDirections());
        return new PlanWriter(this, schedule, options)
                .result(
                        solution,
                        solution.peak(disjoint),
                        LowerBound.of(schedule).toPlanBound());
    }

    static int[] largestFirst(Problem problem) {
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.<Integer>comparingLong(problem::size).reversed());
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
