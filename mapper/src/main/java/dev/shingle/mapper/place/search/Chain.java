package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * Exact optimum of a chain with linear addresses: every buffer is live together with its predecessor and successor only.
 *
 * <p>Fix a capacity C and let R(i) be the starts that buffer i can have if 0..i are placed well. From a start x of buffer
 * i, buffer i+1 of O words can start at every
 *
 * <pre>
 *   y &lt;= x - down   (forward with D, else below)         y &gt;= x + up   (reverse with I + E - O, else above)
 *
 *        0 [======= lower =======]        [==== upper ====] C - O
 *                    max R(i) - down    min R(i) + up
 * </pre>
 *
 * <p>so R(i+1) is two intervals that depend on the least and the greatest element of R(i) only. One pass over the chain
 * decides whether C suffices; what suffices for C suffices for C + 1, so bisection finds the least C. O(n log total).
 */
final class Chain {

    private final PlacementProblem problem;
    private final int count;
    private final long[] down;
    private final long[] up;
    private final long[] least;
    private final long[] greatest;

    Chain(PlacementProblem problem) {
        this.problem = problem;
        this.count = problem.bufferCount();
        this.down = new long[count];
        this.up = new long[count];
        this.least = new long[count];
        this.greatest = new long[count];
        for (int i = 0; i + 1 < count; i++) {
            down[i] = clearanceBetween(i + 1, i);
            up[i] = clearanceBetween(i, i + 1);
        }
    }

    /** The most favourable clearance over the directions; far below 0 if the two are never live together. */
    private long clearanceBetween(int below, int above) {
        if (!problem.live(below).overlaps(problem.live(above))) {
            return -problem.alignedSize(above);
        }
        int meeting = problem.pairOf(below, above);
        return problem.traversals().stream()
                .mapToLong(traversal -> problem.clearance(below, meeting, traversal))
                .min()
                .orElseThrow();
    }

    /** A plan of least peak; {@code lowerBound} may be any value that is not above it. */
    Arrangement optimum(long lowerBound) {
        long infeasible = lowerBound - 1;
        long feasible = 0;
        for (int i = 0; i < count; i++) {
            long next = i + 1 < count ? problem.alignedSize(i + 1) : 0;
            feasible = Math.max(feasible, Math.addExact(problem.alignedSize(i), next));
        }
        while (feasible - infeasible > 1) {
            long middle = infeasible + (feasible - infeasible) / 2;
            if (fits(middle)) {
                feasible = middle;
            } else {
                infeasible = middle;
            }
        }
        if (!fits(feasible)) {
            throw new AssertionError("a chain does not fit disjointly into its widest pair of " + feasible + " words");
        }
        return traceBack();
    }

    private boolean fits(long capacity) {
        for (int i = 0; i < count; i++) {
            long top = problem.alignDown(capacity - problem.size(i));
            if (top < 0) {
                return false;
            }
            if (i == 0) {
                least[i] = 0;
                greatest[i] = top;
                continue;
            }
            long lowerEnd = greatest[i - 1] - down[i - 1];
            long upperStart = Math.max(0, least[i - 1] + up[i - 1]);
            if (lowerEnd < 0 && upperStart > top) {
                return false;
            }
            least[i] = lowerEnd >= 0 ? 0 : upperStart;
            greatest[i] = upperStart <= top ? top : Math.min(lowerEnd, top);
        }
        return true;
    }

    /** Walks back from the last buffer; the extremes of R(i) reach all of R(i+1). */
    private Arrangement traceBack() {
        long[] offsets = new long[count];
        if (count > 0) {
            offsets[count - 1] = least[count - 1];
        }
        for (int i = count - 2; i >= 0; i--) {
            offsets[i] = offsets[i + 1] <= greatest[i] - down[i] ? greatest[i] : least[i];
        }
        return new Arrangement(offsets, directions(offsets));
    }

    private Traversal[] directions(long[] offsets) {
        Traversal[] directions = problem.preferredDirections();
        for (int m = 0; m < problem.meetings().size(); m++) {
            PlacementProblem.Meeting meeting = problem.meeting(m);
            long rise = offsets[meeting.result()] - offsets[meeting.operand()];
            List<Traversal> safe = new ArrayList<>();
            for (Traversal traversal : Traversal.values()) {
                if (problem.traversals().contains(traversal)
                        && (-rise >= problem.clearance(meeting.result(), m, traversal)
                                || rise >= problem.clearance(meeting.operand(), m, traversal))) {
                    safe.add(traversal);
                }
            }
            directions[meeting.step()] = safe.get(0);
        }
        return directions;
    }
}
