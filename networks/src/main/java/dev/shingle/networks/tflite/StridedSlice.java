package dev.shingle.networks.tflite;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * The slice notation {@code x[begin:end:stride, ..., newaxis, index]} spelt out for every dimension of the operand.
 *
 * <p>The file has one entry for each item between the brackets; bit i of a mask is about entry i. An entry cuts the next
 * dimension; an ellipsis passes over as many as the other entries leave; a new axis consumes none; a single index ({@code
 * shrink}) cuts one element and drops the dimension. Dimensions behind the last entry stay whole.
 */
final class StridedSlice {

    /** Bit sets over the entries; {@code relative}: ends are counted from the begins. */
    record Masks(int begin, int end, int ellipsis, int newAxis, int shrink, boolean relative) {}

    private static final int MOST_ENTRIES = 31;

    private final OperatorView view;
    private final int[] begin;
    private final int[] end;
    private final int[] stride;
    private final Masks masks;
    private final Shape input;

    private final ImmutableIntArray.Builder starts = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder steps = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder cut = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder result = ImmutableIntArray.builder();
    private int dimension;

    StridedSlice(OperatorView view, int[] begin, int[] end, int[] stride, Masks masks) {
        this.view = view;
        this.begin = begin;
        this.end = end;
        this.stride = stride;
        this.masks = masks;
        this.input = view.shape(0);
        if (begin.length > MOST_ENTRIES) {
            throw view.failure(begin.length + " entries", "at most " + MOST_ENTRIES);
        }
        for (int entry = 0; entry < begin.length; entry++) {
            add(entry);
        }
        keepUntil(input.rank());
    }

    Operator.Slice operator() {
        return new Operator.Slice(starts.build(), steps.build());
    }

    /** What is cut out, with all dimensions of the operand. */
    Shape cut() {
        return new Shape(cut.build());
    }

    /** The same without dropped and with new dimensions. */
    Shape result() {
        return new Shape(result.build());
    }

    private void add(int entry) {
        if (isSet(masks.ellipsis(), entry)) {
            keepUntil(input.rank() - consumersBehind(entry));
        } else if (isSet(masks.newAxis(), entry)) {
            result.add(1);
        } else {
            if (dimension >= input.rank()) {
                throw view.failure("more entries than dimensions", "at most " + input.rank());
            }
            cut(entry, input.dimension(dimension));
            dimension++;
        }
    }

    private int consumersBehind(int entry) {
        int consumers = 0;
        for (int i = entry + 1; i < begin.length; i++) {
            consumers += isSet(masks.newAxis(), i) ? 0 : 1;
        }
        return consumers;
    }

    private void keepUntil(int last) {
        for (; dimension < last; dimension++) {
            take(0, 1, input.dimension(dimension));
            result.add(input.dimension(dimension));
        }
    }

    private void cut(int entry, int size) {
        int step = stride[entry];
        if (step == 0) {
            throw view.failure("stride 0", "another");
        }
        long first = isSet(masks.begin(), entry) ? (step > 0 ? 0 : size - 1) : fromEnd(begin[entry], size);
        if (isSet(masks.shrink(), entry)) {
            take(Math.toIntExact(first), 1, 1);
            return;
        }
        first = clamp(first, step, size);
        long length = (limit(entry, size, first) - first + step - Integer.signum(step)) / step;
        if (length < 1) {
            throw view.failure("an empty slice of dimension " + dimension, "at least 1 element");
        }
        take((int) first, step, (int) length);
        result.add((int) length);
    }

    /** The first position that is not taken any more, in the direction of the stride. */
    private long limit(int entry, int size, long first) {
        int step = stride[entry];
        if (isSet(masks.end(), entry)) {
            return step > 0 ? size : -1;
        }
        return clamp(masks.relative() ? first + end[entry] : fromEnd(end[entry], size), step, size);
    }

    private void take(int start, int step, int length) {
        starts.add(start);
        steps.add(step);
        cut.add(length);
    }

    private static long fromEnd(int position, int size) {
        return position < 0 ? (long) position + size : position;
    }

    private static long clamp(long position, int step, int size) {
        return step > 0 ? Math.min(Math.max(position, 0), size) : Math.min(Math.max(position, -1), (long) size - 1);
    }

    private static boolean isSet(int mask, int entry) {
        return (mask >> entry & 1) != 0;
    }
}
