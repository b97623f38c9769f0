package dev.shingle.api.picture;

import java.util.Arrays;

/**
 * One side of a shape: the times at which the words of a buffer begin, or end, to be held, gathered into stairs. Between two
 * cuts all words are drawn at the mean of their times.
 *
 * <pre>
 *   address            ______
 *     cut 3 |     ____|      |___        Means keep areas: the shape's is the sum over its words. They keep order too:
 *     cut 2 |    |              |        where one buffer's words end before another one's start, so do their means, as
 *     cut 1 |    |______________|__      long as both sides are cut at the same addresses.
 *     cut 0 |   |__________________|
 * </pre>
 */
final class Edge {

    private static final double GRAINS_OF_A_STEP = 1e8;

    private final long[] cuts;
    private final double[] times;

    /** Mean time of the words at the addresses {@code [bottom, top)}. */
    interface Means {
        double of(long bottom, long top);
    }

    /**
     * Cuts are addresses in words, ascending; the first and the last are the ends of the run. Means are rounded, so that equal
     * times stay equal; rounding keeps their order.
     */
    Edge(long[] cuts, Means means) {
        this.cuts = cuts;
        this.times = new double[cuts.length - 1];
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.rint(means.of(cuts[i], cuts[i + 1]) * GRAINS_OF_A_STEP) / GRAINS_OF_A_STEP;
        }
    }

    int stairs() {
        return times.length;
    }

    long bottom(int stair) {
        return cuts[stair];
    }

    long top(int stair) {
        return cuts[stair + 1];
    }

    double time(int stair) {
        return times[stair];
    }

    double timeAt(long address) {
        return times[stairAt(address)];
    }

    long[] cuts() {
        return cuts.clone();
    }

    private int stairAt(long address) {
        int at = Arrays.binarySearch(cuts, address);
        return at >= 0 ? at : -at - 2;
    }
}
