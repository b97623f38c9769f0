package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
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
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Arrangement solution = new LowestFit(disjoint).place(largestFirst(disjoint), disjoint.preferredDirections());
        return PlacementResult.withStepBound(problem, solution, solution.peak(disjoint));
    }

    static int[] largestFirst(PlacementProblem problem) {
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.<Integer>comparingLong(problem::size).reversed());
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
