package dev.shingle.mapper.overlap;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;

/** The table of section 2: what the elements of an operator's output grid read of an operand. */
final class OperatorReads {

    private OperatorReads() {}

    /** Reads of an operator other than opaque and shape-of. */
    static Reads of(Pair pair) {
        Operator operator = pair.operation().operator();
        if (operator instanceof Operator.Concatenation concatenation) {
            return new CopyReads(pair).part(concatenation.axis(), offset(pair, concatenation.axis()));
        }
        if (operator instanceof Operator.Pack pack) {
            return new CopyReads(pair).layer(pack.axis(), pair.operand());
        }
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return new CopyReads(pair).broadcast();
        }
        // Weights, slopes and the like in the scratchpad: the order of their use is not part of the model.
        return pair.operand() == 0 ? ofFirst(operator, pair) : everything(pair);
    }

    private static Reads ofFirst(Operator operator, Pair pair) {
        if (operator instanceof Operator.Convolution convolution) {
            Axis channels = WindowReads.groupedChannels(pair, convolution.groups());
            return WindowReads.windowed(convolution.window(), pair, channels);
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            Axis channels = WindowReads.multipliedChannels(pair, depthwise.multiplier());
            return WindowReads.windowed(depthwise.window(), pair, channels);
        }
        if (operator instanceof Operator.Pool pool) {
            return WindowReads.windowed(pool.window(), pair, WindowReads.ownChannel(pair));
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return WindowReads.transposed(transposed.window(), pair);
        }
        if (operator instanceof Operator.Resize resize) {
            return ResizeReads.of(resize, pair);
        }
        if (operator instanceof Operator.Softmax) {
            Reads.Separable own = new CopyReads(pair).pixelByPixel();
            return new Reads.Separable(own.rows(), own.columns(), WindowReads.allChannels(pair));
        }
        if (operator instanceof Operator.LocalResponseNormalization normalization) {
            Reads.Separable own = new CopyReads(pair).pixelByPixel();
            Axis channels = WindowReads.neighbouringChannels(pair, normalization.size());
            return new Reads.Separable(own.rows(), own.columns(), channels);
        }
        return operator instanceof Operator.FullyConnected ? vectors(pair) : ofCopy(operator, pair);
    }

    private static Reads ofCopy(Operator operator, Pair pair) {
        CopyReads copy = new CopyReads(pair);
        if (operator instanceof Operator.Pad pad) {
            return copy.padded(pad);
        }
        if (operator instanceof Operator.Slice slice) {
            return copy.slice(slice.begin(), slice.strides());
        }
        if (operator instanceof Operator.Transpose transpose) {
            return copy.transposed(transpose.permutation());
        }
        if (operator instanceof Operator.Reduce reduce) {
            return copy.reduced(reduce);
        }
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return reshaped(pair, copy);
        }
        return operator instanceof Operator.Split ? copy.pixelByPixel() : ofBlocks(operator, pair);
    }

    private static Reads ofBlocks(Operator operator, Pair pair) {
        BlockReads blocks = new BlockReads(pair);
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            return blocks.depthToSpace(depthToSpace.block());
        }
        if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            return blocks.spaceToDepth(spaceToDepth.block());
        }
        if (operator instanceof Operator.SpaceToBatch spaceToBatch) {
            return blocks.spaceToBatch(spaceToBatch);
        }
        if (operator instanceof Operator.BatchToSpace batchToSpace) {
            return blocks.batchToSpace(batchToSpace);
        }
        return everything(pair);
    }

    private static Reads reshaped(Pair pair, CopyReads copy) {
        TensorLayout read = pair.read();
        if (pair.grid().channels() == read.channels()) {
            return copy.pixelByPixel();
        }
        return read.isGapless()
                ? copy.flat()
                : new FlatReads(pair.grid(), read, pair.grid().channels(), false);
    }

    /** Output pixel v reads the v-th vector: an even step through the operand unless padding falls inside vectors. */
    private static Reads vectors(Pair pair) {
        TensorLayout read = pair.read();
        Grid grid = pair.grid();
        long pixels = (long) grid.rows() * grid.columns();
        long elements = pair.operandUse().shape().elements() / pixels;
        boolean wholePixels = elements % read.channels() == 0;
        if (!wholePixels && !read.isGapless()) {
            return new FlatReads(grid, read, elements, true);
        }
        long realBits = (long) read.channels() * read.elementBits();
        long stepBits = wholePixels ? elements / read.channels() * read.pixelBits() : elements * read.elementBits();
        long spanBits = wholePixels ? stepBits - read.pixelBits() + realBits : stepBits;
        return new Reads.Separable(
                Axis.even(grid.rows(), grid.columns() * stepBits, 0),
                Axis.even(grid.columns(), stepBits, 0),
                Axis.constant(grid.channels(), spanBits));
    }

    /** Every unit reads the whole operand. */
    private static Reads.Separable everything(Pair pair) {
        TensorLayout read = pair.read();
        Grid grid = pair.grid();
        long realBits = (long) read.channels() * read.elementBits();
        return new Reads.Separable(
                Axis.constant(grid.rows(), 0),
                Axis.constant(grid.columns(), 0),
                Axis.constant(grid.channels(), (read.pixels() - 1) * read.pixelBits() + realBits));
    }

    private static int offset(Pair pair, int axis) {
        ImmutableList<TensorUse> operands = pair.operation().operands();
        int offset = 0;
        for (int i = 0; i < pair.operand(); i++) {
            offset += operands.get(i).shape().dimension(axis);
        }
        return offset;
    }
}
