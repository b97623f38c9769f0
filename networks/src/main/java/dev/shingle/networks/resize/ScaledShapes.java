package dev.shingle.networks.resize;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.stream.IntStream;

/**
 * Shapes of a layer whose operands have other numbers of channels now. Throws IllegalArgumentException with the reason where
 * nothing says what they are.
 */
final class ScaledShapes {

    private final Layer layer;
    private final Operator operator;
    private final ImmutableList<Operand> moved;
    private final Shape before;
    private final Shape now;
    private final int channels;

    /**
     * Prepares.
     *
     * @param moved the operands, feature maps with their new shapes
     * @param channels that a layer with weights writes
     */
    ScaledShapes(Layer layer, ImmutableList<Operand> moved, int channels) {
        this.layer = layer;
        this.operator = layer.operator();
        this.moved = moved;
        this.before = layer.operands().get(0).shape();
        this.now = moved.get(0).shape();
        this.channels = channels;
    }

    /** The operands with constants of the shapes that belong to them. */
    ImmutableList<Operand> operands() {
        return IntStream.range(0, moved.size())
                .mapToObj(i -> moved.get(i) instanceof Constant constant ? constant(i, constant) : moved.get(i))
                .collect(toImmutableList());
    }

    private Constant constant(int position, Constant constant) {
        Shape shape = position == 1 ? weights(constant.shape()) : vector(constant.shape());
        return shape.equals(constant.shape())
                ? constant
                : new Constant(constant.name(), shape, constant.type(), Quantization.NONE, new Constant.Absent());
    }

    private Shape weights(Shape old) {
        if (operator instanceof Operator.Convolution convolution) {
            checkArgument(
                    now.channels() % convolution.groups() == 0,
                    "%s groups do not divide %s channels",
                    convolution.groups(),
                    now.channels());
            return with(with(old, 0, channels), old.rank() - 1, now.channels() / convolution.groups());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return with(old, old.rank() - 1, Math.multiplyExact(now.channels(), depthwise.multiplier()));
        }
        if (operator instanceof Operator.TransposedConvolution) {
            return with(with(old, 0, channels), old.rank() - 1, now.channels());
        }
        if (operator instanceof Operator.FullyConnected) {
            long vectors = before.elements() / old.channels();
            return with(with(old, 0, channels), 1, Math.toIntExact(now.elements() / vectors));
        }
        return vector(old);
    }

    /** A bias, or a value for each channel. */
    private Shape vector(Shape old) {
        int wanted = FixedChannels.isProducer(operator) ? channels : following();
        return old.rank() >= 1
                        && old.channels() > 1
                        && old.channels() == layer.ofm().shape().channels()
                ? with(old, old.rank() - 1, wanted)
                : old;
    }

    /** Channels of the result of a layer without weights of its own, or of a depthwise convolution. */
    private int following() {
        int wanted = 1;
        for (int i = 0; i < moved.size(); i++) {
            if (!(moved.get(i) instanceof Constant)) {
                wanted = Math.max(wanted, moved.get(i).shape().channels());
            }
        }
        return operator instanceof Operator.DepthwiseConvolution depthwise
                ? Math.multiplyExact(now.channels(), depthwise.multiplier())
                : wanted;
    }

    /** The shapes of the results. */
    ImmutableList<Shape> results(ImmutableList<Operand> operands) {
        checkArgument(!(operator instanceof Operator.Opaque), "is of unknown arithmetic");
        checkArgument(!(operator instanceof Operator.ShapeOf), "computes with the size at run time");
        if (operator instanceof Operator.Transpose transpose) {
            int last = transpose.permutation().length() - 1;
            checkArgument(transpose.permutation().get(last) == last, "moves channels that have changed");
        }
        if (ShapeInference.determinesOutputs(operator)) {
            return ShapeInference.outputShapes(
                    operator, operands.stream().map(Operand::shape).collect(toImmutableList()));
        }
        return layer.outputs().stream().map(output -> result(output.shape())).collect(toImmutableList());
    }

    private Shape result(Shape old) {
        int last = old.rank() - 1;
        if (FixedChannels.isProducer(operator)) {
            return with(old, last, channels);
        }
        if (operator instanceof Operator.Split || operator instanceof Operator.Slice) {
            checkArgument(
                    old.channels() == before.channels() || now.channels() == before.channels(),
                    "takes a part of the channels, which have changed");
            return now.channels() == before.channels() ? old : with(old, last, now.channels());
        }
        if (operator instanceof Operator.Resize) {
            return with(old, last, now.channels());
        }
        // A view or a copy under another shape: pixels side by side, or all of a pixel's channels.
        checkArgument(
                old.channels() % before.channels() == 0,
                "makes %s of %s, and it is not clear what it makes of %s",
                old,
                before,
                now);
        return with(old, last, Math.multiplyExact(old.channels() / before.channels(), now.channels()));
    }

    private static Shape with(Shape shape, int axis, int extent) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[axis] = extent;
        return Shape.of(dimensions);
    }
}
