package dev.shingle.mapper.overlap;

import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * What one coordinate of the output grid (row, column or channel) contributes to the position of the bits that are read.
 *
 * <p>The bits that the element (r, c, o) reads lie in {@code [rows.low(r) + columns.low(c) + channels.low(o), rows.high(r)
 * + columns.high(c) + channels.high(o))}, counted from the operand's start, and both ends are attained; it reads nothing if
 * one of the three says so. Rows and columns give the start of their first and last one; the channels add the pixel's own
 * extent. Positions are in bits because elements may be narrower than a word.
 */
interface Axis {

    /** Value of {@link #low} where nothing is read; {@link #high} means nothing there. */
    long NOTHING = Long.MAX_VALUE;

    int length();

    long low(int index);

    long high(int index);

    default boolean reads(int index) {
        return low(index) != NOTHING;
    }

    /** Least {@link #low} over {@code [start, end)}, or {@link #NOTHING}. */
    default long lowest(int start, int end) {
        long lowest = NOTHING;
        for (int i = start; i < end; i++) {
            lowest = Math.min(lowest, low(i));
        }
        return lowest;
    }

    /** Greatest {@link #high} over {@code [start, end)}; {@link Long#MIN_VALUE} if nothing is read. */
    default long highest(int start, int end) {
        long highest = Long.MIN_VALUE;
        for (int i = start; i < end; i++) {
            if (reads(i)) {
                highest = Math.max(highest, high(i));
            }
        }
        return highest;
    }

    /** The same axis walked from its other end, with positions counted backwards from {@code endBits}. */
    default Axis mirrored(long endBits) {
        return new Mirrored(this, endBits);
    }

    /** Every index reads the same {@code [0, spanBits)}. */
    static Axis constant(int length, long spanBits) {
        return new Even(length, 0, spanBits);
    }

    /** Index i reads {@code [i*step, i*step + span)}. */
    static Axis even(int length, long stepBits, long spanBits) {
        return new Even(length, stepBits, spanBits);
    }

    /** Index i reads the operand's index {@code source(i)}; nothing if that is negative. */
    static Axis of(int length, long stepBits, long spanBits, IntUnaryOperator source) {
        return new Steps(length, stepBits, spanBits, source, source);
    }

    /** Index i reads the operand's indices {@code first(i)} to {@code last(i)}; nothing if the first exceeds the last. */
    static Axis between(int length, long stepBits, long spanBits, IntUnaryOperator first, IntUnaryOperator last) {
        return new Steps(length, stepBits, spanBits, first, last);
    }

    /** Index i reads the {@code spanBits} from {@code offset(i)} on. */
    static Axis at(int length, long spanBits, IntToLongFunction offset) {
        return new Offsets(length, spanBits, offset);
    }

    /** Both axes walked as one, the second one fastest. */
    static Axis nested(Axis outer, Axis inner) {
        return outer.length() == 1 && outer.low(0) == 0 && outer.high(0) == 0 ? inner : new Nested(outer, inner);
    }

    /** Evenly spaced. */
    record Even(int length, long stepBits, long spanBits) implements Axis {
        @Override
        public long low(int index) {
            return index * stepBits;
        }

        @Override
        public long high(int index) {
            return index * stepBits + spanBits;
        }
    }

    /** Multiples of a step. */
    record Steps(int length, long stepBits, long spanBits, IntUnaryOperator first, IntUnaryOperator last)
            implements Axis {
        @Override
        public long low(int index) {
            int from = first.applyAsInt(index);
            return from < 0 || from > last.applyAsInt(index) ? NOTHING : from * stepBits;
        }

        @Override
        public long high(int index) {
            return last.applyAsInt(index) * stepBits + spanBits;
        }
    }

    /** Arbitrary positions. */
    record Offsets(int length, long spanBits, IntToLongFunction offset) implements Axis {
        @Override
        public long low(int index) {
            return offset.applyAsLong(index);
        }

        @Override
        public long high(int index) {
            return offset.applyAsLong(index) + spanBits;
        }
    }

    /** Product of two axes. */
    record Nested(Axis outer, Axis inner) implements Axis {
        @Override
        public int length() {
            return Math.multiplyExact(outer.length(), inner.length());
        }

        @Override
        public long low(int index) {
            long outerLow = outer.low(index / inner.length());
            long innerLow = inner.low(index % inner.length());
            return outerLow == NOTHING || innerLow == NOTHING ? NOTHING : outerLow + innerLow;
        }

        @Override
        public long high(int index) {
            return outer.high(index / inner.length()) + inner.high(index % inner.length());
        }
    }

    /** Walked backwards. */
    record Mirrored(Axis axis, long endBits) implements Axis {
        @Override
        public int length() {
            return axis.length();
        }

        @Override
        public boolean reads(int index) {
            return axis.reads(axis.length() - 1 - index);
        }

        @Override
        public long low(int index) {
            int original = axis.length() - 1 - index;
            return axis.reads(original) ? endBits - axis.high(original) : NOTHING;
        }

        @Override
        public long high(int index) {
            return endBits - axis.low(axis.length() - 1 - index);
        }
    }
}
