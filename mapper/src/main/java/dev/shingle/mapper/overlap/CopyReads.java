package dev.shingle.mapper.overlap;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.Operator.Pad;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Reads of operators that map each dimension of the result to one of the operand: copies of every kind, broadcasts,
 * reductions.
 *
 * <p>An operand of any rank has a fixed number of bits between neighbours along each dimension, so each dimension of the
 * result contributes independently. The result's last dimension are the channels, the one before it the columns, and all
 * others together the rows.
 */
final class CopyReads {

    private final Pair pair;
    private final Shape from;
    private final Shape to;
    private final long[] strideBits;

    CopyReads(Pair pair) {
        this.pair = pair;
        this.from = pair.operandUse().shape();
        this.to = pair.operation().results().get(0).shape();
        this.strideBits = strideBits(from, pair.read());
    }

    /** Bits between neighbours along every dimension. */
    static long[] strideBits(Shape shape, TensorLayout layout) {
        long[] strides = new long[shape.rank()];
        long stride = layout.pixelBits();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = axis == shape.rank() - 1 ? layout.elementBits() : stride;
            stride *= axis == shape.rank() - 1 ? 1 : shape.dimension(axis);
        }
        return strides;
    }

    /** Element by element; dimensions of size 1 and missing ones are read again and again. */
    Reads.Separable broadcast() {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            int own = axis - to.rank() + from.rank();
            boolean repeated = own < 0 || from.dimension(own) == 1;
            axes.add(repeated ? Axis.constant(to.dimension(axis), 0) : copied(axis, own, i -> i));
        }
        return fold(axes);
    }

    /** A part of the result along an axis, {@code offset} elements from its start. */
    Reads.Separable part(int axis, int offset) {
        List<Axis> axes = identity();
        int size = from.dimension(axis);
        axes.set(axis, copied(axis, axis, i -> i - offset < size ? i - offset : -1));
        return fold(axes);
    }

    /** One of the operands that are stacked along a new axis. */
    Reads.Separable layer(int axis, int position) {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < to.rank(); i++) {
            int own = i < axis ? i : i - 1;
            axes.add(
                    i == axis
                            ? Axis.of(to.dimension(i), 0, 0, at -> at == position ? 0 : -1)
                            : copied(i, own, at -> at));
        }
        return fold(axes);
    }

    Reads.Separable transposed(ImmutableIntArray permutation) {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            axes.add(copied(axis, permutation.get(axis), i -> i));
        }
        return fold(axes);
    }

    Reads.Separable slice(ImmutableIntArray begin, ImmutableIntArray strides) {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            int first = begin.get(axis);
            int step = strides.get(axis);
            axes.add(copied(axis, axis, i -> first + i * step));
        }
        return fold(axes);
    }

    Reads.Separable padded(Pad pad) {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            int before = pad.before().get(axis);
            int size = from.dimension(axis);
            axes.add(copied(axis, axis, i -> unpadded(i - before, size, pad.mode())));
        }
        return fold(axes);
    }

    private static int unpadded(int index, int size, Pad.Mode mode) {
        if (index >= 0 && index < size) {
            return index;
        }
        return switch (mode) {
            case CONSTANT -> -1;
            case REFLECT -> index < 0 ? -index : 2 * (size - 1) - index;
            case SYMMETRIC -> index < 0 ? -1 - index : 2 * size - 1 - index;
        };
    }

    /** Everything along the reduced axes, the same index along the others. */
    Reads.Separable reduced(Reduce reduce) {
        List<Axis> axes = new ArrayList<>();
        long foldedBits = 0;
        for (int axis = 0; axis < from.rank(); axis++) {
            long spanBits = (from.dimension(axis) - 1) * strideBits[axis];
            boolean isReduced = reduce.axes().contains(axis);
            if (isReduced && !reduce.keepDimensions()) {
                foldedBits += spanBits;
            } else {
                axes.add(isReduced ? Axis.constant(1, spanBits) : Axis.even(from.dimension(axis), strideBits[axis], 0));
            }
        }
        return fold(axes, foldedBits);
    }

    /** The operand's elements in order under another shape, as long as their bits are in order without gaps. */
    Reads.Separable flat() {
        long bits = pair.read().elementBits();
        long pixelBits = pair.grid().channels() * bits;
        return new Reads.Separable(
                Axis.even(pair.grid().rows(), pair.grid().columns() * pixelBits, 0),
                Axis.even(pair.grid().columns(), pixelBits, 0),
                Axis.even(pair.grid().channels(), bits, bits));
    }

    /** Pixel by pixel, whatever the rows and columns are called. */
    Reads.Separable pixelByPixel() {
        long pixelBits = pair.read().pixelBits();
        return new Reads.Separable(
                Axis.even(pair.grid().rows(), pair.grid().columns() * pixelBits, 0),
                Axis.even(pair.grid().columns(), pixelBits, 0),
                WindowReads.ownChannel(pair));
    }

    private List<Axis> identity() {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            axes.add(copied(axis, axis, i -> i));
        }
        return axes;
    }

    private Axis copied(int toAxis, int fromAxis, IntUnaryOperator source) {
        return Axis.of(to.dimension(toAxis), strideBits[fromAxis], 0, source);
    }

    private Reads.Separable fold(List<Axis> axes) {
        return fold(axes, 0);
    }

    /** Rows, columns and channels from all dimensions; every element read is {@code elementBits} long. */
    private Reads.Separable fold(List<Axis> axes, long foldedBits) {
        int rank = axes.size();
        Axis single = Axis.constant(1, 0);
        Axis rows = single;
        for (Axis axis : axes.subList(0, Math.max(0, rank - 2))) {
            rows = Axis.nested(rows, axis);
        }
        Axis columns = rank >= 2 ? axes.get(rank - 2) : single;
        Axis channels = rank >= 1 ? axes.get(rank - 1) : single;
        Axis extent = Axis.constant(1, foldedBits + pair.read().elementBits());
        return new Reads.Separable(rows, columns, Axis.nested(extent, channels));
    }
}
