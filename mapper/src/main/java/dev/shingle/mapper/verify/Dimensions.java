package dev.shingle.mapper.verify;

import dev.shingle.networks.Shape;
import java.util.Arrays;

/**
 * Shapes brought to a common rank by ones in front, and axis rules turned into rules for rows (all leading dimensions
 * together), columns and channels.
 */
final class Dimensions {

    private Dimensions() {}

    /** Sizes with ones in front so that there are {@code rank} of them. */
    static int[] padded(Shape shape, int rank) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        for (int i = 0; i < shape.rank(); i++) {
            sizes[rank - shape.rank() + i] = shape.dimension(i);
        }
        return sizes;
    }

    /** Rank at which both shapes have at least a row, a column and a channel dimension. */
    static int commonRank(Shape one, Shape other) {
        return Math.max(3, Math.max(one.rank(), other.rank()));
    }

    /** Reads with one rule per dimension; both shapes are padded to as many dimensions as there are rules. */
    static SeparableReads reads(Shape grid, Shape operand, AxisReads[] axes, ChannelReads channels) {
        return new SeparableReads(operand, rows(grid, operand, axes), axes[axes.length - 2], channels);
    }

    /** The rule of the rows: all dimensions but the last two, joined. */
    static AxisReads rows(Shape grid, Shape operand, AxisReads[] axes) {
        int leading = axes.length - 2;
        return AxisReads.joined(
                Arrays.copyOf(axes, leading),
                Arrays.copyOf(padded(grid, axes.length), leading),
                Arrays.copyOf(padded(operand, axes.length), leading));
    }

    static AxisReads[] allSame(int rank) {
        AxisReads[] axes = new AxisReads[rank];
        Arrays.fill(axes, AxisReads.same());
        return axes;
    }

    /** The flat number of an element as one index per dimension. */
    static int[] indices(long flat, int[] sizes) {
        int[] indices = new int[sizes.length];
        long rest = flat;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            indices[axis] = (int) (rest % sizes[axis]);
            rest /= sizes[axis];
        }
        return indices;
    }

    static long flat(int[] indices, int[] sizes) {
        long flat = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            flat = flat * sizes[axis] + indices[axis];
        }
        return flat;
    }
}
