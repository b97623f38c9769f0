package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;
import java.util.Arrays;

/**
 * Places buffers one after another, each at the lowest start that is safe beside its neighbours placed before.
 *
 * <p>With the right order and the right directions this reaches the optimum of linear addresses: take the buffers of an
 * optimal placement such that a buffer below another comes first; by induction each lands where it was or lower. So a
 * search over orders and directions misses nothing. O(k log k) for a buffer with k neighbours.
 */
final class LowestFit {

    private static final long UNPLACED = -1;

    private final Problem problem;
    private final long[] offsets;
    private final long[][] forbidden;

    LowestFit(Problem problem) {
        this.problem = problem;
        this.offsets = new long[problem.bufferCount()];
        int most = 0;
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            most = Math.max(most, problem.neighbours(buffer).length);
        }
        this.forbidden = new long[most][2];
    }

    Solution place(int[] order, Traversal[] directions) {
        Arrays.fill(offsets, UNPLACED);
        for (int buffer : order) {
            offsets[buffer] = lowestStart(buffer, directions);
        }
        return new Solution(offsets, directions);
    }

    /** Places anew in order of the starts, with the same directions; mostly lower, seldom higher. */
    Solution compact(Solution solution) {
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(solution.offset(a), solution.offset(b)));
        return place(Arrays.stream(order).mapToInt(Integer::intValue).toArray(), solution.directions());
    }

    private long lowestStart(int buffer, Traversal[] directions) {
        int[] neighbours = problem.neighbours(buffer);
        int[] meetings = problem.neighbourMeetings(buffer);
        int count = 0;
        for (int i = 0; i < neighbours.length; i++) {
            long other = offsets[neighbours[i]];
            if (other != UNPLACED) {
                Traversal traversal = problem.traversalOf(meetings[i], directions);
                forbidden[count][0] = other - problem.clearance(buffer, meetings[i], traversal);
                forbidden[count][1] = other + problem.clearance(neighbours[i], meetings[i], traversal);
                count++;
            }
        }
        Arrays.sort(forbidden, 0, count, (a, b) -> Long.compare(a[0], b[0]));
        long start = 0;
        for (int i = 0; i < count; i++) {
            if (start <= forbidden[i][0]) {
                break;
            }
            start = Math.max(start, forbidden[i][1]);
        }
        return start;
    }
}
