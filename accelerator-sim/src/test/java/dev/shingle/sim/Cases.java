package dev.shingle.sim;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.OptionalLong;

/** Short ways to write small operations and machines. */
public final class Cases {

    public static final WriteGranularity PIXEL = new WriteGranularity.Pixel();
    public static final WriteGranularity ROW = new WriteGranularity.Row();
    public static final WriteGranularity TENSOR = new WriteGranularity.Tensor();

    private Cases() {}

    public static WriteGranularity group(int channels) {
        return new WriteGranularity.Group(channels);
    }

    public static WriteGranularity tile(int rows, int columns) {
        return new WriteGranularity.Tile(rows, columns);
    }

    public static Machine machine(WriteGranularity granularity) {
        return machine(granularity, Layout.bytes());
    }

    public static Machine machine(WriteGranularity granularity, Layout layout) {
        return machine(granularity, layout, 0, GroupOrder.DESCENDING, Addressing.LINEAR);
    }

    public static Machine lineBuffer(int rows, WriteGranularity granularity) {
        return machine(granularity, Layout.bytes(), rows, GroupOrder.DESCENDING, Addressing.LINEAR);
    }

    public static Machine circular(WriteGranularity granularity) {
        return machine(granularity, Layout.bytes(), 0, GroupOrder.DESCENDING, Addressing.CIRCULAR);
    }

    public static Machine machine(
            WriteGranularity granularity, Layout layout, int lineBufferRows, GroupOrder order, Addressing addressing) {
        return new Machine(
                "test",
                "made up",
                layout,
                granularity,
                lineBufferRows,
                order,
                ImmutableSet.copyOf(Traversal.values()),
                addressing,
                1,
                OptionalLong.empty());
    }

    public static TensorUse bytes(String name, Shape shape) {
        return use(name, shape, ElementType.INT8);
    }

    public static TensorUse use(String name, Shape shape, ElementType type) {
        return new TensorUse(name, shape, type, false, TensorUse.Storage.SCRATCHPAD);
    }

    public static TensorUse weights(int... dimensions) {
        return new TensorUse("weights", Shape.of(dimensions), ElementType.INT8, false, TensorUse.Storage.WEIGHTS);
    }

    /** One operand {@code in} and one result {@code out}, both of bytes. */
    public static Operation unary(Operator operator, Shape in, Shape out) {
        return new Operation(operator, ImmutableList.of(bytes("in", in)), ImmutableList.of(bytes("out", out)));
    }

    public static Operation convolution(Shape in, int outputChannels, Window window) {
        Shape out = Shape.of(
                in.batch(),
                outputSize(
                        in.height(),
                        window.padding().top() + window.padding().bottom(),
                        window.extentHeight(),
                        window.strideHeight()),
                outputSize(
                        in.width(),
                        window.padding().left() + window.padding().right(),
                        window.extentWidth(),
                        window.strideWidth()),
                outputChannels);
        return unary(new Operator.Convolution(window, 1, Activation.NONE), in, out);
    }

    public static Operation pool(Shape in, Window window) {
        Operation convolution = convolution(in, in.channels(), window);
        Operator.Pool pool = new Operator.Pool(Operator.Pool.Kind.MAX, window, false, Activation.NONE);
        return new Operation(pool, convolution.operands(), convolution.results());
    }

    public static Operation depthwise(Shape in, int multiplier, Window window) {
        Operation convolution = convolution(in, in.channels() * multiplier, window);
        Operator.DepthwiseConvolution depthwise =
                new Operator.DepthwiseConvolution(window, multiplier, Activation.NONE);
        return new Operation(depthwise, convolution.operands(), convolution.results());
    }

    public static Window window(int kernelHeight, int kernelWidth, int stride, Padding padding) {
        return new Window(kernelHeight, kernelWidth, stride, stride, 1, 1, padding);
    }

    private static int outputSize(int input, int padding, int extent, int stride) {
        return (input + padding - extent) / stride + 1;
    }
}
