package dev.shingle.mapper.place.sections;

import java.util.Arrays;

/**
 * Time cut where it matters. Between two neighbouring ends of live ranges the set of live buffers only grows, so its last
 * state contains the others: these maximal sets are the sections, and buffers that share none never meet.
 *
 * <pre>
 *   time      0   1   2   3   4   5
 *   a         |-------|                 sections: {a, b}, {b, c}
 *   b             |-----------|
 *   c                     |-------|
 * </pre>
 *
 * Incidences (buffer, section) are numbered; those of a buffer are neighbours. For n buffers with k incidences this takes
 * O(n log n + k).
 */
final class Sections {

    final Rectangles rectangles;
    final int count;
    /** Incidences of buffer b are those from {@code firstIncidence[b]} up to {@code firstIncidence[b + 1]}. */
    final int[] firstIncidence;

    final int[] sectionOf;
    /** First and last section of each buffer; in between it may be unused. */
    final int[] first;

    final int[] last;
    /** Bytes live in each section. */
    final long[] load;

    final int[] population;
    /** No alignments and no fixed offsets: what lies between two heights can be moved as a whole. */
    final boolean isPlain;
    /** Duration that a section stands for: from its first new buffer to that of the next section. */
    final long[] duration;

    private Sections(Rectangles rectangles, int[] cutAt, int count) {
        this.rectangles = rectangles;
        this.count = count;
        int n = rectangles.count();
        firstIncidence = new int[n + 1];
        first = new int[n];
        last = new int[n];
        load = new long[count];
        population = new int[count];
        duration = new long[count];
        for (int s = 0; s + 1 < count; s++) {
            duration[s] = (long) cutAt[s + 1] - cutAt[s];
        }
        if (count > 0) {
            duration[count - 1] = 1;
        }
        sectionOf = incidences(cutAt);
        isPlain = isPlain(rectangles);
    }

    private static boolean isPlain(Rectangles rectangles) {
        for (int b = 0; b < rectangles.count(); b++) {
            if (rectangles.isFixed(b) || rectangles.alignment(b) > 1) {
                return false;
            }
        }
        return true;
    }

    static Sections of(Rectangles rectangles) {
        int[] starts = new int[total(rectangles)];
        int[] ends = new int[starts.length];
        int k = 0;
        for (int b = 0; b < rectangles.count(); b++) {
            for (int i = 0; i < rectangles.intervals(b); i++) {
                starts[k] = rectangles.start(b, i);
                ends[k++] = rectangles.end(b, i);
            }
        }
        Arrays.sort(starts);
        Arrays.sort(ends);
        return cut(rectangles, starts, ends);
    }

    /** A section is represented by the last start before an end: the moment at which its set is complete. */
    private static Sections cut(Rectangles rectangles, int[] starts, int[] ends) {
        int[] cutAt = new int[starts.length];
        int count = 0;
        int e = 0;
        for (int s = 0; s < starts.length; s++) {
            while (ends[e] <= starts[s]) {
                e++;
            }
            boolean isLastBeforeAnEnd = s + 1 == starts.length || ends[e] <= starts[s + 1];
            if (isLastBeforeAnEnd) {
                cutAt[count++] = starts[s];
            }
        }
        return new Sections(rectangles, Arrays.copyOf(cutAt, count), count);
    }

    private static int total(Rectangles rectangles) {
        int total = 0;
        for (int b = 0; b < rectangles.count(); b++) {
            total += rectangles.intervals(b);
        }
        return total;
    }

    private int[] incidences(int[] cutAt) {
        int[] found = new int[Math.max(16, rectangles.count())];
        int k = 0;
        for (int b = 0; b < rectangles.count(); b++) {
            firstIncidence[b] = k;
            for (int i = 0; i < rectangles.intervals(b); i++) {
                int from = firstAtOrAfter(cutAt, rectangles.start(b, i));
                int to = firstAtOrAfter(cutAt, rectangles.end(b, i));
                if (k + to - from > found.length) {
                    found = Arrays.copyOf(found, Math.max(2 * found.length, k + to - from));
                }
                for (int s = from; s < to; s++) {
                    found[k++] = s;
                    load[s] += rectangles.size(b);
                    population[s]++;
                }
            }
            first[b] = found[firstIncidence[b]];
            last[b] = found[k - 1];
        }
        firstIncidence[rectangles.count()] = k;
        return Arrays.copyOf(found, k);
    }

    private static int firstAtOrAfter(int[] sorted, int time) {
        int at = Arrays.binarySearch(sorted, time);
        return at >= 0 ? at : -at - 1;
    }

    /** No placement is lower than the fullest section. */
    long maxLive() {
        return Arrays.stream(load).max().orElse(0);
    }

    /** No placement is lower than this: the fullest section, or the end of a fixed buffer. */
    long lowerBound() {
        long bound = maxLive();
        for (int b = 0; b < rectangles.count(); b++) {
            if (rectangles.isFixed(b)) {
                bound = Math.max(bound, rectangles.fixedOffset(b) + rectangles.size(b));
            }
        }
        return bound;
    }

    /** Number of sections in which the buffer is used. */
    int width(int buffer) {
        return firstIncidence[buffer + 1] - firstIncidence[buffer];
    }

    boolean hasGaps(int buffer) {
        return width(buffer) < last[buffer] - first[buffer] + 1;
    }

    /** Whether any buffer is unused in between. */
    boolean hasGaps() {
        for (int b = 0; b < first.length; b++) {
            if (hasGaps(b)) {
                return true;
            }
        }
        return false;
    }

    boolean livesIn(int buffer, int section) {
        if (section < first[buffer] || section > last[buffer]) {
            return false;
        }
        return !hasGaps(buffer)
                || Arrays.binarySearch(sectionOf, firstIncidence[buffer], firstIncidence[buffer + 1], section) >= 0;
    }

    /** Whether the buffers can be exchanged in every placement. */
    boolean areTwins(int one, int other) {
        return first[one] == first[other]
                && last[one] == last[other]
                && rectangles.size(one) == rectangles.size(other)
                && rectangles.alignment(one) == rectangles.alignment(other)
                && !rectangles.isFixed(one)
                && !rectangles.isFixed(other)
                && !hasGaps(one)
                && !hasGaps(other);
    }
}
