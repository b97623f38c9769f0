package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;

/** Operators that treat each dimension on its own: element by element, laid side by side, cut out, resized, reduced. */
final class AxisRules {

    private AxisRules() {}

    static Optional<OperandReads> of(Operator operator, Shape grid, TensorUse use) {
        Shape operand = use.shape();
        if (operator instanceof Operator.Softmax) {
            return Optional.of(perAxis(grid, operand, allSame(grid, operand), ChannelReads.all(operand.channels())));
        }
        if (operator instanceof Operator.LocalResponseNormalization normalization) {
            ChannelReads channels = ChannelReads.around(normalization.size(), operand.channels());
            return Optional.of(perAxis(grid, operand, allSame(grid, operand), channels));
        }
        if (operator instanceof Operator.Split) {
            return Optional.of(perAxis(grid, operand, allSame(grid, operand), ChannelReads.same()));
        }
        if (operator instanceof Operator.Resize resize) {
            return Optional.of(resized(resize, grid, use));
        }
        if (operator instanceof Operator.Pad pad) {
            return Optional.of(padded(pad, grid, operand));
        }
        if (operator instanceof Operator.Slice slice) {
            return Optional.of(sliced(slice, grid, operand));
        }
        if (operator instanceof Operator.Reduce reduce) {
            return Optional.of(ReduceRules.of(reduce, grid, operand));
        }
        if (operator instanceof Operator.ShapeOf) {
            AxisReads nothing = (index, operandIndex) -> {};
            return Optional.of(new SeparableReads(operand, nothing, nothing, ChannelReads.of(nothing)));
        }
        return Optional.empty();
    }

    /** Index 0 in every dimension of size 1, the same index in every other. */
    static SeparableReads broadcast(Shape grid, Shape operand) {
        AxisReads[] axes = allSame(grid, operand);
        int[] sizes = Dimensions.padded(operand, axes.length);
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = sizes[axis] == 1 ? AxisReads.all(1) : AxisReads.same();
        }
        ChannelReads channels = operand.channels() == 1 ? ChannelReads.all(1) : ChannelReads.same();
        return perAxis(grid, operand, axes, channels);
    }

    static SeparableReads concatenated(Operation operation, int index, int axis) {
        Shape grid = operation.results().get(0).shape();
        Shape operand = operation.operands().get(index).shape();
        int before = 0;
        for (TensorUse earlier : operation.operands().subList(0, index)) {
            before += earlier.shape().dimension(axis);
        }
        AxisReads[] axes = allSame(grid, operand);
        axes[axis + axes.length - operand.rank()] = AxisReads.shifted(before, operand.dimension(axis));
        return perAxis(grid, operand, axes);
    }

    private static SeparableReads padded(Operator.Pad pad, Shape grid, Shape operand) {
        AxisReads[] axes = allSame(grid, operand);
        int lead = axes.length - operand.rank();
        for (int axis = 0; axis < operand.rank(); axis++) {
            int size = operand.dimension(axis);
            int before = pad.before().get(axis);
            axes[axis + lead] = switch (pad.mode()) {
                case CONSTANT -> AxisReads.shifted(before, size);
                case REFLECT -> (index, read) -> read.accept(reflected(index - before, size - 1, 0));
                case SYMMETRIC -> (index, read) -> read.accept(reflected(index - before, size, 1));
            };
        }
        return perAxis(grid, operand, axes);
    }

    /** Mirrors an index that lies outside; the edge itself is skipped (edge 0) or repeated (edge 1). */
    private static int reflected(int index, int end, int edge) {
        if (index < 0) {
            return -index - edge;
        }
        int last = end - edge;
        return index <= last ? index : 2 * last + edge - index;
    }

    private static SeparableReads sliced(Operator.Slice slice, Shape grid, Shape operand) {
        AxisReads[] axes = allSame(grid, operand);
        int lead = axes.length - operand.rank();
        for (int axis = 0; axis < operand.rank(); axis++) {
            int begin = slice.begin().get(axis);
            int stride = slice.strides().get(axis);
            axes[axis + lead] = (index, read) -> read.accept(begin + index * stride);
        }
        return perAxis(grid, operand, axes);
    }

    private static SeparableReads resized(Operator.Resize resize, Shape grid, TensorUse use) {
        Shape operand = use.shape();
        AxisReads[] axes = allSame(grid, operand);
        axes[axes.length - 3] = ResizeRules.axis(resize, use.type(), operand.height(), grid.height());
        axes[axes.length - 2] = ResizeRules.axis(resize, use.type(), operand.width(), grid.width());
        return perAxis(grid, operand, axes, ChannelReads.same());
    }

    private static AxisReads[] allSame(Shape grid, Shape operand) {
        return Dimensions.allSame(Dimensions.commonRank(grid, operand));
    }

    private static SeparableReads perAxis(Shape grid, Shape operand, AxisReads[] axes) {
        return perAxis(grid, operand, axes, ChannelReads.of(axes[axes.length - 1]));
    }

    private static SeparableReads perAxis(Shape grid, Shape operand, AxisReads[] axes, ChannelReads channels) {
        return Dimensions.reads(grid, operand, axes, channels);
    }
}
