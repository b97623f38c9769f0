package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.stream.IntStream;

/**
 * Consecutive activations in disjoint regions, for comparison.
 *
 * <pre>
 *   two buffers    | even tensors        | odd tensors     |    peak = largest even + largest odd
 *   widest pair    | even tensors ... overlap ... odd tensors|  peak = widest pair: even ones at the bottom, odd ones
 *                                                               end at the top
 * </pre>
 *
 * <p>Both are schemes for chains. A graph keeps tensors for later, for which ping-pong has no place: there the buffers are
 * laid in order of first use, each at the lowest start that is free.
 */
public final class PingPong implements Planner {

    /** What the two regions are. */
    public enum Regions {
        TWO_BUFFERS,
        WIDEST_PAIR
    }

    private final Regions regions;

    public PingPong(Regions regions) {
        this.regions = regions;
    }

    @Override
    public String name() {
        return regions == Regions.TWO_BUFFERS ? "ping-pong-two-buffers" : "ping-pong-widest-pair";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Arrangement solution = disjoint.isUniform() && disjoint.isChain() ? chain(disjoint) : inOrderOfUse(disjoint);
        return PlacementResult.withStepBound(problem, solution, solution.peak(disjoint));
    }

    private Arrangement chain(PlacementProblem problem) {
        long[] offsets = new long[problem.bufferCount()];
        long top = regions == Regions.TWO_BUFFERS ? largestEven(problem) : widestPair(problem);
        for (int odd = 1; odd < offsets.length; odd += 2) {
            offsets[odd] = regions == Regions.TWO_BUFFERS ? top : problem.alignDown(top - problem.size(odd));
        }
        return new Arrangement(offsets, problem.preferredDirections());
    }

    private static long largestEven(PlacementProblem problem) {
        long largest = 0;
        for (int even = 0; even < problem.bufferCount(); even += 2) {
            largest = Math.max(largest, problem.alignedSize(even));
        }
        return largest;
    }

    /** Rounded so that the odd ones, which start at multiples of the alignment, stay clear of the even ones. */
    private static long widestPair(PlacementProblem problem) {
        long widest = 0;
        for (int i = 0; i + 1 < problem.bufferCount(); i++) {
            int even = i % 2 == 0 ? i : i + 1;
            int odd = i % 2 == 0 ? i + 1 : i;
            if (problem.live(even).overlaps(problem.live(odd))) {
                widest = Math.max(widest, Math.addExact(problem.alignedSize(even), problem.size(odd)));
            }
        }
        for (int i = 0; i < problem.bufferCount(); i++) {
            widest = Math.max(widest, problem.size(i));
        }
        return widest;
    }

    private static Arrangement inOrderOfUse(PlacementProblem problem) {
        int[] order = IntStream.range(0, problem.bufferCount()).toArray();
        return new LowestFit(problem).place(order, problem.preferredDirections());
    }
}
