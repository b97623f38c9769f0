package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one gets by overlapping every layer of a chain as closely as it goes, always in the same direction and without
 * looking ahead; for comparison. Starts drift to one side, so the result can be larger than ping-pong.
 *
 * <pre>
 *                              [==== a ====]
 *                         [==== b ====]                  forward: each result its distance below its operand
 *                   [== c ==]
 * </pre>
 *
 * <p>Graphs: buffers in order of first use, each at the lowest safe start, all steps in that direction.
 */
public final class EveryLayerOverlapped implements Planner {

    @Override
    public String name() {
        return "every-layer-overlapped";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        Arrangement solution = problem.isUniform() && problem.isChain() ? drift(problem) : inOrderOfUse(problem);
        return PlacementResult.withStepBound(problem, solution, solution.peak(problem));
    }

    private static Arrangement drift(PlacementProblem problem) {
        long[] offsets = new long[problem.bufferCount()];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = offsets[i - 1] + rise(problem, i - 1, i);
        }
        long lowest = Arrays.stream(offsets).min().orElse(0);
        return new Arrangement(
                Arrays.stream(offsets).map(offset -> offset - lowest).toArray(), problem.preferredDirections());
    }

    private static long rise(PlacementProblem problem, int operand, int result) {
        if (!problem.live(operand).overlaps(problem.live(result))) {
            return 0;
        }
        int meeting = problem.pairOf(operand, result);
        return switch (problem.preferredTraversal()) {
            case FORWARD -> -Math.max(0, problem.clearance(result, meeting, problem.preferredTraversal()));
            case REVERSE -> Math.max(0, problem.clearance(operand, meeting, problem.preferredTraversal()));
        };
    }

    private static Arrangement inOrderOfUse(PlacementProblem problem) {
        int[] order = IntStream.range(0, problem.bufferCount()).toArray();
        return new LowestFit(problem).place(order, problem.preferredDirections());
    }
}
