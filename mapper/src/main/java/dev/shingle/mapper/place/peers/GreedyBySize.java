package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Comparator;

/**
 * The largest buffer first, each into the smallest gap that holds it; if there is none, above all that are live with it.
 * The first one goes to the bottom. Of equal sizes the one with the lower number comes first, of equal gaps the lower one
 * is taken. O(n k log k) for k neighbours a buffer.
 *
 * <p>"Greedy by size for offset calculation" in Y. Pisarchyk, J. Lee, <i>Efficient Memory Management for Deep Neural Net
 * Inference</i>, arXiv 2001.03288, and in TensorFlow Lite's GPU delegate, by the same authors.
 *
 * <p>Overlaps nothing; takes no notice of a capacity.
 */
public final class GreedyBySize implements Planner {

    @Override
    public String name() {
        return "greedy-by-size";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Comparator<Integer> bySize =
                Comparator.<Integer>comparingLong(disjoint::size).reversed();
        Arrangement tightest = tightest(disjoint, Order.of(disjoint.bufferCount(), bySize));
        return PlacementResult.withStepBound(problem, tightest, tightest.peak(disjoint));
    }

    /** One buffer after another into the smallest gap that holds it. */
    static Arrangement tightest(PlacementProblem disjoint, int[] order) {
        FreeStarts free = new FreeStarts(disjoint);
        for (int buffer : order) {
            if (!free.isPlaced(buffer)) {
                free.put(buffer, free.tightest(buffer));
            }
        }
        return new Arrangement(free.starts(), disjoint.preferredDirections());
    }
}
