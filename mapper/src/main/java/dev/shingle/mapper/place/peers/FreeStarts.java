package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a buffer can still start beside those that are placed already, nothing overlapped: the first gap, or the tightest.
 *
 * <pre>
 *   0        [=== a ===]      [= b =]  [==== c ====]
 *   |--------|         |------|     |--|           |------ ...      gaps between the placed ones that are live then
 *    lowest             tightest for a small one   last resort
 * </pre>
 *
 * <p>A placed neighbour forbids the starts strictly between two clearances of equation (9); sorted by their lower ends,
 * these intervals leave the gaps. O(k log k) for a buffer with k neighbours. Buffers with fixed starts are there from the
 * beginning.
 */
final class FreeStarts {

    /** No buffer. */
    static final int NOTHING = -1;

    private static final long UNPLACED = -1;

    /** Starts strictly between the two are forbidden by a placed buffer. */
    private record Forbidden(long from, long to, int by) {}

    private final PlacementProblem problem;
    private final long[] starts;
    private final List<Forbidden> forbidden = new ArrayList<>();
    private int support = NOTHING;

    /** The problem must have no meetings. */
    FreeStarts(PlacementProblem problem) {
        if (!problem.meetings().isEmpty()) {
            throw new AssertionError("planners that overlap nothing were given meetings");
        }
        this.problem = problem;
        this.starts = new long[problem.bufferCount()];
        clear();
    }

    /** Only those with fixed starts remain. */
    void clear() {
        for (int buffer = 0; buffer < starts.length; buffer++) {
            starts[buffer] = problem.fixedStart(buffer).orElse(UNPLACED);
        }
    }

    boolean isPlaced(int buffer) {
        return starts[buffer] != UNPLACED;
    }

    long start(int buffer) {
        return starts[buffer];
    }

    /** First of the words behind the buffer. */
    long end(int buffer) {
        return Math.addExact(starts[buffer], problem.size(buffer));
    }

    /** First of the words behind all. */
    long height() {
        long height = 0;
        for (int buffer = 0; buffer < starts.length; buffer++) {
            height = Math.max(height, end(buffer));
        }
        return height;
    }

    /** The buffers that end at the height. */
    List<Integer> highest() {
        long height = height();
        List<Integer> highest = new ArrayList<>();
        for (int buffer = 0; buffer < starts.length; buffer++) {
            if (end(buffer) == height) {
                highest.add(buffer);
            }
        }
        return highest;
    }

    void put(int buffer, long start) {
        starts[buffer] = start;
    }

    /** A copy of all starts. */
    long[] starts() {
        return starts.clone();
    }

    /** The lowest free start: the first gap that is large enough. */
    long lowest(int buffer) {
        return lowestFrom(buffer, 0);
    }

    /** The lowest free start that is not below {@code from}. */
    long lowestFrom(int buffer, long from) {
        collect(buffer);
        support = NOTHING;
        long start = problem.startUp(buffer, from);
        for (Forbidden range : forbidden) {
            if (start <= range.from()) {
                break;
            }
            if (start < range.to()) {
                start = problem.startUp(buffer, range.to());
                support = range.by();
            }
        }
        return start;
    }

    /** The buffer on which the last lowest start rests, or {@link #NOTHING}. */
    int support() {
        return support;
    }

    /** The bottom of the smallest gap that is large enough, the lowest of several; without any, above all neighbours. */
    long tightest(int buffer) {
        collect(buffer);
        long best = UNPLACED;
        long leastSlack = Long.MAX_VALUE;
        long start = 0;
        for (Forbidden range : forbidden) {
            long slack = range.from() - start;
            if (range.from() < range.to() && slack >= 0 && slack < leastSlack) {
                best = start;
                leastSlack = slack;
            }
            start = Math.max(start, problem.startUp(buffer, range.to()));
        }
        return best == UNPLACED ? start : best;
    }

    private void collect(int buffer) {
        forbidden.clear();
        int[] neighbours = problem.neighbours(buffer);
        int[] pairs = problem.neighbourPairs(buffer);
        for (int i = 0; i < neighbours.length; i++) {
            long other = starts[neighbours[i]];
            if (other != UNPLACED) {
                forbidden.add(new Forbidden(
                        other - problem.clearance(buffer, pairs[i], Traversal.FORWARD),
                        other + problem.clearance(neighbours[i], pairs[i], Traversal.FORWARD),
                        neighbours[i]));
            }
        }
        forbidden.sort(Comparator.comparingLong(Forbidden::from));
    }
}
