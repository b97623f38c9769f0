package dev.shingle.networks.pictures;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;

/**
 * Which rows (or columns) of a picture a row of its resized copy is made of. All three ways of resampling are separable, so
 * that two of these describe them.
 *
 * <pre>
 *   6 rows      |  0  |  1  |  2  |  3  |  4  |  5  |
 *   4 rows      |    0   |   1    |    2   |   3    |        area: row 1 = (half of 1 + 2) / 1.5
 * </pre>
 *
 * Entry i has the taps {@code [starts[i], starts[i + 1])}, whose weights sum to 1.
 */
record ResampledAxis(ImmutableIntArray starts, ImmutableIntArray sources, ImmutableDoubleArray weights) {

    static ResampledAxis of(int from, int to, Resampling resampling) {
        ImmutableIntArray.Builder starts = ImmutableIntArray.builder(to + 1);
        ImmutableIntArray.Builder sources = ImmutableIntArray.builder();
        ImmutableDoubleArray.Builder weights = ImmutableDoubleArray.builder();
        double step = (double) from / to;
        int taps = 0;
        for (int i = 0; i < to; i++) {
            starts.add(taps);
            int first = first(i, step, from, resampling);
            int last = last(i, step, from, resampling);
            for (int source = first; source <= last; source++) {
                sources.add(source);
                weights.add(weight(i, source, step, first, last, resampling));
                taps++;
            }
        }
        return new ResampledAxis(starts.add(taps).build(), sources.build(), weights.build());
    }

    private static int first(int i, double step, int from, Resampling resampling) {
        double position = switch (resampling) {
            case NEAREST -> (i + 0.5) * step;
            case BILINEAR -> (i + 0.5) * step - 0.5;
            case AREA -> i * step;
        };
        return Math.min(from - 1, Math.max(0, (int) Math.floor(position)));
    }

    private static int last(int i, double step, int from, Resampling resampling) {
        int first = first(i, step, from, resampling);
        return switch (resampling) {
            case NEAREST -> first;
            case BILINEAR -> (i + 0.5) * step - 0.5 <= 0 ? first : Math.min(from - 1, first + 1);
            case AREA -> Math.min(from - 1, Math.max(first, (int) Math.ceil((i + 1) * step) - 1));
        };
    }

    private static double weight(int i, int source, double step, int first, int last, Resampling resampling) {
        if (first == last) {
            return 1;
        }
        return switch (resampling) {
            case NEAREST -> 1;
            case BILINEAR -> {
                double second = (i + 0.5) * step - 0.5 - first;
                yield source == first ? 1 - second : second;
            }
            case AREA -> (Math.min(source + 1, (i + 1) * step) - Math.max(source, i * step)) / step;
        };
    }
}
