package dev.shingle.mapper.place.sections;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/**
 * Dives. The first use the pure orders. Then they take turns: one disturbs a pure order by a little noise; the next learns
 * from the best so far, in that buffers which stuck out above the lower bound come earlier.
 */
final class IteratedDives {

    private static final double[] STEPS = {3, 1, 8};
    private static final double[] NOISES = {0.1, 0.03, 0.3};
    /** So many of the pure orders are good enough to be disturbed. */
    private static final int DISTURBED = 2;

    private final Sections sections;
    private final Dive dive;
    private final long line;
    private final SplittableRandom random;
    private final double[][] pure;
    private double[] bestRank;
    private long[] best = Dive.STOPPED;
    private long leastExcess = Long.MAX_VALUE;
    private int count;

    IteratedDives(Sections sections, long seed) {
        this.sections = sections;
        dive = Dive.of(sections);
        line = sections.lowerBound();
        random = new SplittableRandom(Codes.mix(seed));
        pure = Orders.pure(sections);
        bestRank = pure[0];
    }

    /** The next placement, or {@link Dive#STOPPED}; the first one is always finished. */
    long[] next(BooleanSupplier mustStop) {
        double[] rank = nextRank();
        long[] offsets = dive.place(rank, count == 0 ? () -> false : mustStop);
        count++;
        if (offsets.length == rank.length) {
            long excess = excess(offsets);
            if (excess <= leastExcess) {
                leastExcess = excess;
                bestRank = rank;
                best = offsets;
            }
        }
        return offsets;
    }

    private double[] nextRank() {
        if (count < pure.length) {
            return pure[count];
        }
        if (count % 2 == 0) {
            double noise = NOISES[count / 2 % NOISES.length];
            return DoubleStream.of(pure[count / 2 % DISTURBED])
                    .map(rank -> rank + noise * (random.nextDouble() + random.nextDouble() - 1))
                    .toArray();
        }
        return raiseWhatSticksOut();
    }

    /** Bytes above the line, buffer by buffer: it tells more than the height, which only the highest decides. */
    private long excess(long[] offsets) {
        long excess = 0;
        for (int b = 0; b < offsets.length; b++) {
            excess += Math.max(0, offsets[b] + sections.rectangles.size(b) - line);
        }
        return excess;
    }

    private double[] raiseWhatSticksOut() {
        double step = STEPS[count / 2 % STEPS.length];
        double[] rank = bestRank.clone();
        for (int b = 0; b < rank.length; b++) {
            if (best[b] + sections.rectangles.size(b) > line) {
                rank[b] += step * random.nextDouble();
            }
        }
        return rank;
    }
}
