package dev.shingle.mapper.place.sections;

import java.util.SplittableRandom;

/**
 * Dives, each with an order that learns from the last: buffers that stuck out above the lower bound come earlier next time.
 * An order that made things worse is forgotten. The first dives use the pure orders.
 */
final class IteratedDives {

    private static final double[] STEPS = {3, 1, 8};

    private final Sections sections;
    private final Dive dive;
    private final long line;
    private final SplittableRandom random;
    private final double[][] pure;
    private double[] rank;
    private double[] bestRank;
    private long leastExcess = Long.MAX_VALUE;
    private int count;

    IteratedDives(Sections sections, long seed) {
        this.sections = sections;
        dive = Dive.of(sections);
        line = sections.lowerBound();
        random = new SplittableRandom(Codes.mix(seed));
        pure = Orders.pure(sections);
        rank = pure[0];
        bestRank = rank;
    }

    /** The next placement; never the same for long. */
    long[] next() {
        if (count < pure.length) {
            rank = pure[count];
        }
        count++;
        long[] offsets = dive.place(rank);
        long excess = excess(offsets);
        if (excess <= leastExcess) {
            leastExcess = excess;
            bestRank = rank;
        }
        rank = bestRank.clone();
        if (count >= pure.length) {
            raiseWhatSticksOut(offsets);
        }
        return offsets;
    }

    /** Bytes above the line, buffer by buffer: it tells more than the height, which only the highest decides. */
    private long excess(long[] offsets) {
        long excess = 0;
        for (int b = 0; b < offsets.length; b++) {
            excess += Math.max(0, offsets[b] + sections.rectangles.size(b) - line);
        }
        return excess;
    }

    private void raiseWhatSticksOut(long[] offsets) {
        double step = STEPS[count % STEPS.length];
        for (int b = 0; b < rank.length; b++) {
            if (offsets[b] + sections.rectangles.size(b) > line) {
                rank[b] += step * random.nextDouble();
            }
        }
    }
}
