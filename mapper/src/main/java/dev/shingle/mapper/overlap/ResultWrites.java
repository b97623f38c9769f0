package dev.shingle.mapper.overlap;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Shape;

/** Where the elements of the output grid land in the pair's result; the last channel takes the padding lanes along. */
final class ResultWrites {

    private ResultWrites() {}

    /** A result that takes every element of the grid. */
    static Reads.Separable whole(Pair pair) {
        Grid grid = pair.grid();
        return new Reads.Separable(
                Axis.even(grid.rows(), pair.writtenRowBits(), 0),
                Axis.even(grid.columns(), pair.write().pixelBits(), 0),
                channels(pair, grid.channels(), 0));
    }

    /** The part that a split along {@code axis} gives to this result. */
    static Reads.Separable part(Pair pair, int axis) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.resultUse().shape();
        long[] strideBits = CopyReads.strideBits(to, pair.write());
        int offset = offset(pair.operation(), pair.result(), axis);
        Axis rows = Axis.constant(1, 0);
        for (int i = 0; i < from.rank() - 2; i++) {
            rows = Axis.nested(rows, along(i == axis ? offset : 0, from, to, i, strideBits));
        }
        int last = from.rank() - 1;
        Axis columns =
                last == 0 ? Axis.constant(1, 0) : along(axis == last - 1 ? offset : 0, from, to, last - 1, strideBits);
        return new Reads.Separable(rows, columns, channels(pair, from.channels(), axis == last ? offset : 0));
    }

    private static Axis along(int offset, Shape from, Shape to, int axis, long[] strideBits) {
        int size = to.dimension(axis);
        return Axis.of(from.dimension(axis), strideBits[axis], 0, i -> i - offset < size ? i - offset : -1);
    }

    private static Axis channels(Pair pair, int gridChannels, int offset) {
        int bits = pair.write().elementBits();
        int channels = pair.write().channels();
        int lastLane = pair.write().storedChannels() - 1;
        return Axis.between(
                gridChannels,
                bits,
                bits,
                o -> o - offset < channels ? o - offset : -1,
                o -> o - offset == channels - 1 ? lastLane : o - offset);
    }

    private static int offset(Operation operation, int result, int axis) {
        int offset = 0;
        for (int i = 0; i < result; i++) {
            offset += operation.results().get(i).shape().dimension(axis);
        }
        return offset;
    }
}
