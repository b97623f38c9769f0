package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutions. Weights come as {@code [Co, Ci/groups, kh, kw]} and are stored as {@code [Co, kh, kw, Ci/groups]}; those of
 * a depthwise convolution as {@code [1, kh, kw, Co]}, and those of a transposed one, which come as {@code [Ci, Co, kh,
 * kw]}, as {@code [Co, kh, kw, Ci]}. Kernels of one dimension get a height of 1.
 */
final class ConvolutionRules {

    private ConvolutionRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of(
                "Conv", ConvolutionRules::convolution,
                "ConvTranspose", ConvolutionRules::transposed,
                "ConvInteger", node -> opaque(node, 0, 1, ElementType.INT32));
    }

    private static void convolution(Node node) {
        layer(node, 0, 1, 2).done();
    }

    /** Operands of the node by position: data, weights, bias. */
    static Step layer(Node node, int data, int weights, int bias) {
        Shape input = node.shape(data);
        Shape kernel = node.shape(weights);
        SlidingWindow window = window(node, input, kernel);
        long[][] borders = window.borders(input);
        int groups = groups(node, input, kernel);
        int channels = input.dimension(1);
        boolean isDepthwise = groups == channels && groups > 1 && kernel.dimension(0) % groups == 0;
        Operator operator = isDepthwise
                ? new Operator.DepthwiseConvolution(
                        window.padded(borders[0], borders[1]), kernel.dimension(0) / groups, Activation.NONE)
                : new Operator.Convolution(window.padded(borders[0], borders[1]), groups, Activation.NONE);
        AxisOrder order = AxisOrder.channelsLast(input.rank());
        List<Operand> operands = new ArrayList<>();
        operands.add(node.stored(data, order).map());
        operands.add(weights(node, weights, isDepthwise ? Layout.CHANNELS_OUT_LAST : Layout.CHANNELS_OUT_FIRST));
        if (node.has(bias)) {
            operands.add(node.operand(bias, AxisOrder.plain(1)));
        }
        return node.step(operator, operands).in(order);
    }

    /** Known shapes only: the scales of the operands, or of the sums, are not known. */
    static void opaque(Node node, int data, int weights, ElementType type) {
        Step step = layer(node, data, weights, Integer.MAX_VALUE);
        node.step(new Operator.Opaque(node.kind()), step.operands())
                .shaped(step.storedShape())
                .in(AxisOrder.channelsLast(node.shape(data).rank()))
                .typed(type)
                .quantized(Quantization.NONE)
                .done();
    }

    private static SlidingWindow window(Node node, Shape input, Shape kernel) {
        if (kernel.rank() != input.rank()) {
            throw node.failure(
                    "weights of " + kernel.rank() + " dimensions for an input of " + input.rank(), "as many");
        }
        int[] sizes = kernel.dimensions().toArray();
        return new SlidingWindow(node, input.rank(), Arrays.copyOfRange(sizes, 2, sizes.length));
    }

    private static int groups(Node node, Shape input, Shape kernel) {
        int groups = node.integer("group", 1);
        if (groups < 1 || input.dimension(1) != (long) kernel.dimension(1) * groups) {
            throw node.failure(
                    groups + " groups of " + kernel.dimension(1) + " channels",
                    "groups that make up the " + input.dimension(1) + " input channels");
        }
        return groups;
    }

    /** Where a layer wants its weights' output channels. */
    enum Layout {
        CHANNELS_OUT_FIRST,
        CHANNELS_OUT_LAST
    }

    /** Weights whose first two axes are {@code [a, b]}: stored as {@code [a, kh, kw, b]} or {@code [b, kh, kw, a]}. */
    private static Operand weights(Node node, int input, Layout layout) {
        boolean swaps = layout == Layout.CHANNELS_OUT_LAST;
        Value value = node.value(input);
        if (value.dimensions().length() == 4) {
            return node.assembly().operand(node, value, swaps ? AxisOrder.of(1, 2, 3, 0) : AxisOrder.channelsLast(4));
        }
        ImmutableIntArray sequence = value.dimensions();
        ImmutableIntArray image = ImmutableIntArray.of(sequence.get(0), sequence.get(1), 1, sequence.get(2));
        AxisOrder order = swaps ? AxisOrder.of(1, 2, 3, 0) : AxisOrder.channelsLast(4);
        if (value instanceof Known known) {
            return node.assembly().operand(node, known.withDimensions(known.name() + "/2d", image), order);
        }
        Stored plain = node.stored(input, AxisOrder.plain(3));
        Stored reshaped = node.step(new Operator.Reshape(), plain.map())
                .shaped(new Shape(image))
                .in(AxisOrder.plain(4))
                .between("2d");
        return node.assembly().settle(node, reshaped, order).map();
    }

    /** The border is cropped from the full result of {@code (n - 1) * stride + extent} pixels. */
    private static void transposed(Node node) {
        Shape input = node.shape(0);
        Shape kernel = node.shape(1);
        SlidingWindow window = window(node, input, kernel);
        int groups = node.integer("group", 1);
        if (groups < 1 || input.dimension(1) != kernel.dimension(0)) {
            throw node.failure("weights " + kernel.dimensions(), input.dimension(1) + " input channels");
        }
        int channels = Math.multiplyExact(kernel.dimension(1), groups);
        TransposedSize size = new TransposedSize(node, window, input);
        AxisOrder order = AxisOrder.channelsLast(input.rank());
        Shape result = order.stored(size.result(channels));
        List<Operand> operands = new ArrayList<>();
        operands.add(node.stored(0, order).map());
        boolean isKnown = groups == 1 && !window.isDilated() && size.isPlainCrop();
        if (!isKnown) {
            for (int i = 1; i < node.inputCount(); i++) {
                if (node.has(i)) {
                    operands.add(node.operand(i, AxisOrder.usual(node.shape(i).rank())));
                }
            }
            node.step(new Operator.Opaque(node.kind()), operands)
                    .shaped(result)
                    .in(order)
                    .done();
            return;
        }
        operands.add(weights(node, 1, Layout.CHANNELS_OUT_LAST));
        if (node.has(2)) {
            operands.add(node.operand(2, AxisOrder.plain(1)));
        }
        Operator operator = new Operator.TransposedConvolution(size.window(), Activation.NONE);
        node.step(operator, operands).shaped(result).in(order).done();
    }
}
