package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How an activation of the file is stored: stored dimension i is dimension {@code axes[i]} of the file.
 *
 * <pre>
 *   file    [N, C, H, W]     order (0, 2, 3, 1)     stored  [N, H, W, C]
 *   file    [N, C, L]        order (0, 2, 1)        stored  [N, L, C]       (sequences that a convolution slides over)
 *   file    [N, K]           order (0, 1)           stored  [N, K]
 * </pre>
 */
record AxisOrder(ImmutableIntArray axes) {

    static AxisOrder of(int... axes) {
        return new AxisOrder(ImmutableIntArray.copyOf(axes));
    }

    /** As the file has it. */
    static AxisOrder plain(int rank) {
        return new AxisOrder(ImmutableIntArray.copyOf(IntStream.range(0, rank)));
    }

    /** The second axis, that of the channels, behind all others. */
    static AxisOrder channelsLast(int rank) {
        if (rank < 3) {
            return plain(rank);
        }
        int[] axes = new int[rank];
        for (int i = 1; i < rank - 1; i++) {
            axes[i] = i + 1;
        }
        axes[rank - 1] = 1;
        return of(axes);
    }

    /** Images are stored with their channels last; sequences, matrices and everything else as the file has them. */
    static AxisOrder usual(int rank) {
        return rank == 4 ? channelsLast(rank) : plain(rank);
    }

    int rank() {
        return axes.length();
    }

    boolean isPlain() {
        return equals(plain(rank()));
    }

    boolean isChannelsLast() {
        return equals(channelsLast(rank()));
    }

    /** The stored dimension that holds an axis of the file. */
    int position(int axis) {
        return axes.indexOf(axis);
    }

    /** The axis of the file that lies innermost. */
    int innermost() {
        return axes.get(rank() - 1);
    }

    Shape stored(Shape inFile) {
        int[] dimensions = new int[rank()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = inFile.dimension(axes.get(i));
        }
        return Shape.of(dimensions);
    }

    Shape inFile(Shape stored) {
        int[] dimensions = new int[rank()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[axes.get(i)] = stored.dimension(i);
        }
        return Shape.of(dimensions);
    }

    /** One number for each axis of the file, in stored order. */
    ImmutableIntArray stored(int[] perAxis) {
        int[] stored = new int[rank()];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = perAxis[axes.get(i)];
        }
        return ImmutableIntArray.copyOf(stored);
    }

    /** The permutation of stored dimensions that leads to another order. */
    ImmutableIntArray permutationTo(AxisOrder other) {
        return ImmutableIntArray.copyOf(other.axes.stream().map(this::position));
    }

    /** The order of the same storage once the file has renamed its axes: new axis i is old axis {@code permutation[i]}. */
    AxisOrder renamed(int[] permutation) {
        int[] renamed = new int[rank()];
        for (int i = 0; i < permutation.length; i++) {
            renamed[position(permutation[i])] = i;
        }
        return of(renamed);
    }

    /** The order in which {@link #renamed} gives the wanted one. */
    static AxisOrder before(int[] permutation, AxisOrder wanted) {
        return new AxisOrder(ImmutableIntArray.copyOf(wanted.axes.stream().map(axis -> permutation[axis])));
    }

    /** With further axes in front of those there are. */
    AxisOrder behind(int leadingAxes) {
        return new AxisOrder(ImmutableIntArray.copyOf(
                IntStream.concat(IntStream.range(0, leadingAxes), axes.stream().map(axis -> axis + leadingAxes))));
    }

    /** What remains when some axes go. */
    AxisOrder without(boolean[] dropped) {
        int[] renumbered = new int[rank()];
        int kept = 0;
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[i] = kept;
            kept += dropped[i] ? 0 : 1;
        }
        return new AxisOrder(ImmutableIntArray.copyOf(
                axes.stream().filter(axis -> !dropped[axis]).map(axis -> renumbered[axis])));
    }

    /** With one axis innermost and the others as they are. */
    AxisOrder withInnermost(int axis) {
        return new AxisOrder(ImmutableIntArray.copyOf(
                IntStream.concat(axes.stream().filter(other -> other != axis), IntStream.of(axis))));
    }

    /** Whether elements lie in the same sequence in both orders: they differ by axes of one element only. */
    boolean keepsSequence(AxisOrder other, Shape inFile) {
        return Arrays.equals(longAxes(inFile), other.longAxes(inFile));
    }

    /** The axes of more than one element, in stored order. */
    int[] longAxes(Shape inFile) {
        return axes.stream().filter(axis -> inFile.dimension(axis) > 1).toArray();
    }
}
