package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Comparator;

/**
 * The breadth of a step is the sum of what is live at it. The broadest step first, and of its buffers that are not placed
 * yet the largest first, each into the smallest gap that holds it, as {@link GreedyBySize} does.
 *
 * <p>"Greedy by breadth for offset calculation" in Y. Pisarchyk, J. Lee, <i>Efficient Memory Management for Deep Neural
 * Net Inference</i>, arXiv 2001.03288. Of equally broad steps the earlier one comes first, of equal sizes the lower
 * number. Sorting the steps once, each buffer's turn is that of the broadest step it is live at:
 * O(n k log k + total live time).
 *
 * <p>Overlaps nothing; takes no notice of a capacity.
 */
public final class GreedyByBreadth implements Planner {

    @Override
    public String name() {
        return "greedy-by-breadth";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        int[] turnOfStep = turns(disjoint);
        int[] turnOfBuffer = new int[disjoint.bufferCount()];
        for (int buffer = 0; buffer < turnOfBuffer.length; buffer++) {
            turnOfBuffer[buffer] = earliest(turnOfStep, disjoint, buffer);
        }
        Comparator<Integer> byTurn = Comparator.comparingInt(buffer -> turnOfBuffer[buffer]);
        Comparator<Integer> bySize =
                Comparator.<Integer>comparingLong(disjoint::size).reversed();
        int[] order = Order.of(disjoint.bufferCount(), byTurn.thenComparing(bySize));
        Arrangement tightest = GreedyBySize.tightest(disjoint, order);
        return PlacementResult.withStepBound(problem, tightest, tightest.peak(disjoint));
    }

    /** For every step, how many come before it. */
    private static int[] turns(PlacementProblem problem) {
        Breadths breadths = new Breadths(problem);
        Comparator<Integer> byBreadth = Comparator.comparingLong(breadths::wordsAt);
        int[] order = Order.of(problem.stepCount(), byBreadth.reversed());
        int[] turns = new int[order.length];
        for (int turn = 0; turn < order.length; turn++) {
            turns[order[turn]] = turn;
        }
        return turns;
    }

    private static int earliest(int[] turnOfStep, PlacementProblem problem, int buffer) {
        int earliest = Integer.MAX_VALUE;
        for (int step = problem.live(buffer).start();
                step < problem.live(buffer).end();
                step++) {
            earliest = Math.min(earliest, turnOfStep[step]);
        }
        return earliest;
    }
}
