package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;
import java.util.Arrays;

/**
 * Places buffers one after another, each at the lowest start that is safe beside its neighbours placed before; those with
 * a fixed start first.
 *
 * <p>With the right order and the right directions this reaches the optimum of linear addresses: take the buffers of an
 * optimal placement such that a buffer below another comes first; by induction each lands where it was or lower. So a
 * search over orders and directions misses nothing. O(k log k) for a buffer with k neighbours.
 */
public final class LowestFit {

    private static final long UNPLACED = -1;

    private final PlacementProblem problem;
    private final long[] offsets;
    private final long[][] forbidden;

    public LowestFit(PlacementProblem problem) {
        this.problem = problem;
        this.offsets = new long[problem.bufferCount()];
        int most = 0;
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            most = Math.max(most, problem.neighbours(buffer).length);
        }
        this.forbidden = new long[most][2];
    }

    public Arrangement place(int[] order, Traversal[] directions) {
        Arrays.fill(offsets, UNPLACED);
        for (int buffer : order) {
            problem.fixedStart(buffer).ifPresent(start -> offsets[buffer] = start);
        }
        for (int buffer : order) {
            if (offsets[buffer] == UNPLACED) {
                offsets[buffer] = lowestStart(buffer, directions);
            }
        }
        return new Arrangement(offsets, directions);
    }

    /** Places anew in order of the starts, with the same directions; mostly lower, seldom higher. */
    public Arrangement compact(Arrangement solution) {
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(solution.offset(a), solution.offset(b)));
        return place(Arrays.stream(order).mapToInt(Integer::intValue).toArray(), solution.directions());
    }

    private long lowestStart(int buffer, Traversal[] directions) {
        int[] neighbours = problem.neighbours(buffer);
        int[] pairs = problem.neighbourPairs(buffer);
        int count = 0;
        for (int i = 0; i < neighbours.length; i++) {
            long other = offsets[neighbours[i]];
            if (other != UNPLACED) {
                Traversal traversal = problem.traversalOf(pairs[i], directions);
                forbidden[count][0] = other - problem.clearance(buffer, pairs[i], traversal);
                forbidden[count][1] = other + problem.clearance(neighbours[i], pairs[i], traversal);
                count++;
            }
        }
        Arrays.sort(forbidden, 0, count, (a, b) -> Long.compare(a[0], b[0]));
        long start = 0;
        for (int i = 0; i < count; i++) {
            if (start <= forbidden[i][0]) {
                break;
            }
            start = Math.max(start, problem.startUp(buffer, forbidden[i][1]));
        }
        return start;
    }
}
