package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Builds networks layer by layer for tests: every call adds a layer and returns its output. */
final class Nets {

    private final List<FeatureMap> inputs = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    FeatureMap input(int height, int width, int channels) {
        FeatureMap input =
                new FeatureMap("input" + inputs.size(), Shape.hwc(height, width, channels), ElementType.INT8);
        inputs.add(input);
        return input;
    }

    FeatureMap convolution(FeatureMap from, int channels, Window window) {
        return add(new Operator.Convolution(window, 1, Activation.NONE), out(from.shape(), window, channels), from);
    }

    /** Square window, symmetric padding that keeps the size at stride 1. */
    FeatureMap convolution(FeatureMap from, int channels, int kernel, int stride) {
        return convolution(from, channels, Window.square(kernel, stride, Padding.symmetric((kernel - 1) / 2)));
    }

    FeatureMap depthwise(FeatureMap from, int stride) {
        Window window = Window.square(3, stride, Padding.symmetric(1));
        return add(
                new Operator.DepthwiseConvolution(window, 1, Activation.NONE),
                out(from.shape(), window, from.shape().channels()),
                from);
    }

    FeatureMap pool(FeatureMap from, Window window) {
        return add(
                new Operator.Pool(Operator.Pool.Kind.MAX, window, false, Activation.NONE),
                out(from.shape(), window, from.shape().channels()),
                from);
    }

    FeatureMap halve(FeatureMap from) {
        return pool(from, Window.square(2, 2, Padding.NONE));
    }

    FeatureMap plus(FeatureMap a, FeatureMap b) {
        return add(new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE), a.shape(), a, b);
    }

    FeatureMap view(FeatureMap from, Shape shape) {
        return add(new Operator.View(), shape, from);
    }

    FeatureMap opaque(Shape shape, FeatureMap... from) {
        return add(new Operator.Opaque("MYSTERY"), shape, from);
    }

    FeatureMap add(Operator operator, Shape shape, FeatureMap... from) {
        int index = layers.size();
        FeatureMap output = new FeatureMap("t" + index, shape, ElementType.INT8);
        layers.add(new Layer(
                "layer" + index,
                operator,
                ImmutableList.<Operand>copyOf(from),
                ImmutableList.of(output),
                ImmutableList.of(operator.displayName() + "#" + index)));
        return output;
    }

    ImmutableList<FeatureMap> split(FeatureMap from, int axis, int parts) {
        int index = layers.size();
        int[] dimensions = from.shape().dimensions().toArray();
        dimensions[axis] /= parts;
        ImmutableList.Builder<FeatureMap> outputs = ImmutableList.builder();
        for (int part = 0; part < parts; part++) {
            outputs.add(new FeatureMap("t" + index + "_" + part, Shape.of(dimensions), ElementType.INT8));
        }
        layers.add(new Layer(
                "layer" + index,
                new Operator.Split(axis),
                ImmutableList.of(from),
                outputs.build(),
                ImmutableList.of("SPLIT#" + index)));
        return outputs.build();
    }

    Network network(String name, FeatureMap... outputs) {
        return new Network(
                name, ImmutableList.copyOf(inputs), ImmutableList.copyOf(layers), ImmutableList.copyOf(outputs));
    }

    private static Shape out(Shape in, Window window, int channels) {
        Padding pad = window.padding();
        int rows = (in.height() + pad.top() + pad.bottom() - window.extentHeight()) / window.strideHeight() + 1;
        int columns = (in.width() + pad.left() + pad.right() - window.extentWidth()) / window.strideWidth() + 1;
        return Shape.hwc(rows, columns, channels);
    }

    static Machine machine(Set<Traversal> traversals, Addressing addressing, int alignmentWords) {
        return machine(Layout.bytes(), new WriteGranularity.Pixel(), traversals, addressing, alignmentWords);
    }

    static Machine machine(
            Layout layout,
            WriteGranularity granularity,
            Set<Traversal> traversals,
            Addressing addressing,
            int alignmentWords) {
        return new Machine(
                "test",
                "made for a test",
                layout,
                granularity,
                0,
                GroupOrder.DESCENDING,
                ImmutableSet.copyOf(traversals),
                addressing,
                alignmentWords,
                OptionalLong.empty());
    }

    static final Set<Traversal> EITHER = Set.of(Traversal.FORWARD, Traversal.REVERSE);
    static final Set<Traversal> FORWARD = Set.of(Traversal.FORWARD);

    static Machine either() {
        return machine(EITHER, Addressing.LINEAR, 1);
    }

    static Machine forward() {
        return machine(FORWARD, Addressing.LINEAR, 1);
    }

    static Machine circular() {
        return machine(FORWARD, Addressing.CIRCULAR, 1);
    }

    static Network mobileNet(int size) {
        Nets nets = new Nets();
        FeatureMap x = nets.convolution(nets.input(size, size, 3), 32, 3, 2);
        int[][] blocks = {
            {1, 64}, {2, 128}, {1, 128}, {2, 256}, {1, 256}, {2, 512}, {1, 512}, {1, 512}, {1, 512}, {1, 512}, {1, 512},
            {2, 1024}, {1, 1024}
        };
        for (int[] block : blocks) {
            x = nets.convolution(nets.depthwise(x, block[0]), block[1], 1, 1);
        }
        return nets.network("mobilenet", x);
    }

    static Network vgg16() {
        Nets nets = new Nets();
        FeatureMap x = nets.input(224, 224, 3);
        int[][] blocks = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
        for (int[] block : blocks) {
            for (int i = 0; i < block[1]; i++) {
                x = nets.convolution(x, block[0], 3, 1);
            }
            x = nets.halve(x);
        }
        return nets.network("vgg16", x);
    }

    static Network tinyYolo() {
        Nets nets = new Nets();
        FeatureMap x = nets.input(416, 416, 3);
        for (int channels = 16; channels <= 512; channels *= 2) {
            x = nets.convolution(x, channels, 3, 1);
            x = channels < 512 ? nets.halve(x) : nets.pool(x, Window.square(2, 1, new Padding(0, 1, 0, 1)));
        }
        x = nets.convolution(nets.convolution(x, 1024, 3, 1), 1024, 3, 1);
        return nets.network("tiny-yolo", nets.convolution(x, 125, 1, 1));
    }

    static Network dnCnn(int size) {
        Nets nets = new Nets();
        FeatureMap x = nets.input(size, size, 1);
        for (int i = 0; i < 16; i++) {
            x = nets.convolution(x, 64, 3, 1);
        }
        return nets.network("dncnn", nets.convolution(x, 1, 3, 1));
    }

    /** Keyword spotting: the smallest network whose forward-only optimum lies well above the bound. */
    static Network keywords() {
        Nets nets = new Nets();
        FeatureMap x = nets.input(49, 10, 1);
        Window first = new Window(10, 4, 2, 2, 1, 1, Padding.NONE).withSamePadding(49, 10);
        x = nets.convolution(x, 64, first);
        for (int i = 0; i < 4; i++) {
            x = nets.convolution(nets.depthwise(x, 1), 64, 1, 1);
        }
        return nets.network("keywords", nets.pool(x, new Window(25, 5, 25, 5, 1, 1, Padding.NONE)));
    }

    /** Residual blocks as in ResNet-8 for 32x32 images. */
    static Network residual() {
        Nets nets = new Nets();
        FeatureMap x = nets.convolution(nets.input(32, 32, 3), 16, 3, 1);
        x = nets.plus(x, nets.convolution(nets.convolution(x, 16, 3, 1), 16, 3, 1));
        for (int channels = 32; channels <= 64; channels *= 2) {
            FeatureMap main = nets.convolution(nets.convolution(x, channels, 3, 2), channels, 3, 1);
            x = nets.plus(nets.convolution(x, channels, 1, 2), main);
        }
        return nets.network("residual", x);
    }
}
