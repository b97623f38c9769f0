package dev.shingle.mapper.overlap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The largest {@code ceil((x1 + x2 + ..) / w) - floor((y1 + y2 + ..) / w)} over one choice of a pair (xi, yi) from every
 * level, exactly.
 *
 * <p>Rounding ties the levels together, but only through remainders: what the inner levels add depends on the outer choice
 * by {@code x mod w} and {@code y mod w} alone, so each level remembers its answer per pair of remainders. Where pixels fill
 * whole words there is one such pair and the cost is the sum of the levels' sizes; eight bytes to a word give at most 64
 * pairs. Not safe for concurrent use.
 */
final class NestedMaximum {

    /** There is nothing to choose from. */
    static final long NONE = Long.MIN_VALUE;

    private final int wordBits;
    private final long[] written;
    private final long[] needed;
    private final @Nullable NestedMaximum inner;
    private final Map<Long, Long> known = new HashMap<>();
    private long lastKey = -1;
    private long lastValue;

    private NestedMaximum(int wordBits, long[] written, long[] needed, @Nullable NestedMaximum inner) {
        this.wordBits = wordBits;
        this.written = written;
        this.needed = needed;
        this.inner = inner;
    }

    /** Collects the pairs of one level; a pair that needs {@link Axis#NOTHING} is left out. */
    static final class Level {
        private final int wordBits;
        private final @Nullable NestedMaximum inner;
        private long[] written;
        private long[] needed;
        private int count;

        /** The innermost level. */
        Level(int wordBits, int capacity) {
            this(wordBits, capacity, null);
        }

        /** A level around another one. */
        Level(NestedMaximum inner, int capacity) {
            this(inner.wordBits, capacity, inner);
        }

        private Level(int wordBits, int capacity, @Nullable NestedMaximum inner) {
            this.wordBits = wordBits;
            this.inner = inner;
            this.written = new long[capacity];
            this.needed = new long[capacity];
        }

        Level add(long writtenBits, long neededBits) {
            if (neededBits != Axis.NOTHING) {
                written[count] = writtenBits;
                needed[count] = neededBits;
                count++;
            }
            return this;
        }

        NestedMaximum build() {
            return new NestedMaximum(wordBits, Arrays.copyOf(written, count), Arrays.copyOf(needed, count), inner);
        }
    }

    /** The maximum with {@code writtenBits} and {@code neededBits} added, or {@link #NONE}. */
    long words(long writtenBits, long neededBits) {
        long writtenWords = Math.floorDiv(writtenBits, (long) wordBits);
        long neededWords = Math.floorDiv(neededBits, (long) wordBits);
        long writtenRest = writtenBits - writtenWords * wordBits;
        long neededRest = neededBits - neededWords * wordBits;
        long key = writtenRest * wordBits + neededRest;
        if (key != lastKey) {
            Long value = known.get(key);
            if (value == null) {
                value = search(writtenRest, neededRest);
                known.put(key, value);
            }
            lastKey = key;
            lastValue = value;
        }
        return lastValue == NONE ? NONE : writtenWords - neededWords + lastValue;
    }

    private long search(long writtenRest, long neededRest) {
        long best = NONE;
        for (int i = 0; i < written.length; i++) {
            long x = writtenRest + written[i];
            long y = neededRest + needed[i];
            long words = inner == null
                    ? -Math.floorDiv(-x, (long) wordBits) - Math.floorDiv(y, (long) wordBits)
                    : inner.words(x, y);
            best = Math.max(best, words);
        }
        return best;
    }
}
