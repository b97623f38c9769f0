package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableIntArray;

/**
 * Dimensions of a tensor, outermost first, row-major, channels last.
 *
 * <p>Image tensors are {@code [N, H, W, C]}. Tensors of lower rank read as if leading ones were added, so {@code [1, 640]}
 * has height 1, width 1 and 640 channels; of higher rank, the leading dimensions multiply into the batch. The scalar has
 * no dimensions and one element. Every dimension is at least 1 and the element count fits a {@code long}.
 */
public record Shape(ImmutableIntArray dimensions) {

    public Shape {
        long elements = 1;
        for (int i = 0; i < dimensions.length(); i++) {
            int dimension = dimensions.get(i);
            checkArgument(dimension >= 1, "dimension %s of shape %s is below 1", i, dimensions);
            elements = LongMath.checkedMultiply(elements, dimension);
        }
    }

    public static Shape of(int... dimensions) {
        return new Shape(ImmutableIntArray.copyOf(dimensions));
    }

    /** A single image: {@code [1, height, width, channels]}. */
    public static Shape hwc(int height, int width, int channels) {
        return of(1, height, width, channels);
    }

    public int rank() {
        return dimensions.length();
    }

    public int dimension(int axis) {
        return dimensions.get(axis);
    }

    /** Product of all dimensions before height: images stored one behind another. */
    public int batch() {
        long batch = 1;
        for (int i = 0; i < rank() - 3; i++) {
            batch *= dimensions.get(i);
        }
        return Math.toIntExact(batch);
    }

    public int height() {
        return fromEnd(3);
    }

    public int width() {
        return fromEnd(2);
    }

    public int channels() {
        return fromEnd(1);
    }

    /** Number of pixels, batch included. */
    public long pixels() {
        return elements() / channels();
    }

    public long elements() {
        long elements = 1;
        for (int i = 0; i < rank(); i++) {
            elements *= dimensions.get(i);
        }
        return elements;
    }

    private int fromEnd(int position) {
        return position <= rank() ? dimensions.get(rank() - position) : 1;
    }

    /** For people: {@code 48x48x8}; the batch is shown only when it is not 1. */
    @Override
    public String toString() {
        if (rank() == 0) {
            return "scalar";
        }
        StringBuilder text = new StringBuilder();
        int first = rank() == 4 && dimensions.get(0) == 1 ? 1 : 0;
        for (int i = first; i < rank(); i++) {
            text.append(i == first ? "" : "x").append(dimensions.get(i));
        }
        return text.toString();
    }
}
