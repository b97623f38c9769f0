package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Comparator;

/**
 * What most compilers do, for comparison: no two live buffers share a word; the largest first, each at the lowest start
 * that is free, of equal sizes the one with the lower number first. O(n k log k) for k neighbours a buffer.
 *
 * <p>{@link TflmGreedy} differs in the order of equal sizes, {@link GreedyBySize} takes the tightest gap and not the first.
 */
public final class DisjointGreedy implements Planner {

    @Override
    public String name() {
        return "disjoint-greedy";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Comparator<Integer> bySize = Comparator.comparingLong(disjoint::size);
        int[] order = Order.of(disjoint.bufferCount(), bySize.reversed());
        Arrangement solution = new LowestFit(disjoint).place(order, disjoint.preferredDirections());
        return PlacementResult.withStepBound(problem, solution, solution.peak(disjoint));
    }
}
