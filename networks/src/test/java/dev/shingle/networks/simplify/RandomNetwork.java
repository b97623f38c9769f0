package dev.shingle.networks.simplify;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Well-shaped networks that hold what the passes look for, often with a reader or an output in the way. */
final class RandomNetwork {

    private final Random random;
    private final NetworkSketch sketch = new NetworkSketch();
    private final List<FeatureMap> images = new ArrayList<>();
    private final List<FeatureMap> others = new ArrayList<>();
    private int count;

    RandomNetwork(long seed) {
        random = new Random(seed);
    }

    Network build(int layers) {
        images.add(sketch.input("x", 1, 4 + random.nextInt(4), 4 + random.nextInt(4), 1 + random.nextInt(3)));
        images.add(sketch.input("z", 2, 1, 1, 2));
        while (count < layers) {
            // Recent maps are preferred, so that chains grow.
            int back = Math.min(random.nextInt(3), images.size() - 1);
            grow(images.get(images.size() - 1 - back));
        }
        List<FeatureMap> outputs = new ArrayList<>();
        outputs.add(images.get(images.size() - 1));
        images.stream()
                .filter(map -> random.nextInt(8) == 0 && !outputs.contains(map))
                .forEach(outputs::add);
        others.stream().filter(map -> random.nextInt(2) == 0).forEach(outputs::add);
        return sketch.build(outputs.toArray(FeatureMap[]::new));
    }

    private void grow(FeatureMap map) {
        switch (random.nextInt(14)) {
            case 0 -> images.add(sketch.convolution(name(), window(map), map, 1 + random.nextInt(3)));
            case 1 -> images.add(sketch.depthwise(name(), window(map), map));
            case 2 -> images.add(sketch.add(name(), activation(), map));
            case 3 -> images.add(sketch.add(name(), border(), map));
            case 4 -> dilated(map);
            case 5 -> images.add(identity(map));
            case 6 -> mean(map);
            case 7 -> view(map);
            case 8 -> shapeArithmetic(map);
            case 9 -> turnedTwice(map);
            case 10 -> connected(map);
            case 11 -> quantized(map);
            case 12 -> blocks(map);
            default ->
                images.add(sketch.add(
                        name(),
                        new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                        map,
                        NetworkSketch.floats("c", Shape.of(), 1)));
        }
    }

    private Window window(FeatureMap map) {
        int kernel = 1
                + random.nextInt(
                        Math.min(3, Math.min(map.shape().height(), map.shape().width())));
        Padding padding = new Padding(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
        return Window.square(kernel, 1 + random.nextInt(2), padding);
    }

    private Function activation() {
        return List.of(Function.RELU, Function.RELU6, Function.TANH, Function.ABSOLUTE)
                .get(random.nextInt(4));
    }

    private Operator border() {
        int channels = random.nextInt(4) == 0 ? 1 : 0;
        return new Operator.Pad(
                ImmutableIntArray.of(0, random.nextInt(3), random.nextInt(3), 0),
                ImmutableIntArray.of(0, random.nextInt(3), random.nextInt(3), channels),
                Operator.Pad.Mode.CONSTANT);
    }

    private void dilated(FeatureMap map) {
        int rows = map.shape().height() % 2;
        int columns = map.shape().width() % 2;
        Padding padding = new Padding(2, 2 + rows, 2, 2 + columns);
        FeatureMap split = sketch.add(name(), new Operator.SpaceToBatch(2, 2, padding), map);
        FeatureMap middle = sketch.depthwise(name(), Window.square(3, 1, Padding.NONE), split);
        FeatureMap joined =
                sketch.add(name(), new Operator.BatchToSpace(2, 2, new Padding(0, rows, 0, columns)), middle);
        if (random.nextInt(4) == 0) {
            images.add(middle);
        }
        images.add(joined);
    }

    private FeatureMap identity(FeatureMap map) {
        return switch (random.nextInt(4)) {
            case 0 -> sketch.add(name(), Function.COPY, map);
            case 1 -> sketch.add(name(), new Operator.Reshape(), map.shape(), map);
            case 2 -> sketch.add(name(), new Operator.Concatenation(3, Activation.NONE), map);
            default ->
                sketch.add(
                        name(),
                        new Operator.Pool(
                                Operator.Pool.Kind.MAX, Window.square(1, 1, Padding.NONE), false, Activation.NONE),
                        map);
        };
    }

    private void mean(FeatureMap map) {
        boolean keepDimensions = random.nextBoolean();
        FeatureMap mean = sketch.add(
                name(),
                new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.of(1, 2), keepDimensions),
                map);
        others.add(mean);
    }

    private void view(FeatureMap map) {
        Shape shape = map.shape();
        Shape turned = Shape.of(shape.dimension(0), shape.width(), shape.height(), shape.channels());
        FeatureMap there = random.nextBoolean()
                ? sketch.add(name(), new Operator.Reshape(), turned, map)
                : sketch.add(name(), new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)), map);
        images.add(there);
    }

    private void turnedTwice(FeatureMap map) {
        FeatureMap there = sketch.add(name(), new Operator.Transpose(ImmutableIntArray.of(0, 3, 1, 2)), map);
        FeatureMap between = random.nextBoolean() ? sketch.add(name(), activation(), there) : there;
        images.add(sketch.add(name(), new Operator.Transpose(ImmutableIntArray.of(0, 2, 3, 1)), between));
    }

    /** An image that is read by a fully connected layer channel by channel. */
    private void connected(FeatureMap map) {
        FeatureMap turned = sketch.add(name(), new Operator.Transpose(ImmutableIntArray.of(0, 3, 1, 2)), map);
        int batch = map.shape().dimension(0);
        int length = (int) (map.shape().elements() / batch);
        FeatureMap flat = sketch.add(name(), new Operator.Reshape(), Shape.of(batch, length), turned);
        String name = name();
        float[] weights = new float[2 * length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i;
        }
        others.add(sketch.add(
                name,
                new Operator.FullyConnected(Activation.NONE),
                Shape.of(batch, 2),
                flat,
                NetworkSketch.floats(name + "/weights", Shape.of(2, length), weights)));
    }

    /** What is computed between conversions; a convolution of floats in it is in the way. */
    private void quantized(FeatureMap map) {
        Quantization scale = Quantization.perTensor(0.25, 3);
        FeatureMap q = sketch.add(
                Operator.Pointwise.of(Function.QUANTIZE),
                new FeatureMap(name(), map.shape(), ElementType.INT8, scale),
                map);
        FeatureMap back = sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE),
                new FeatureMap(name(), map.shape(), ElementType.FLOAT32),
                q);
        FeatureMap computed = sketch.add(name(), Function.LOGISTIC, back);
        FeatureMap result = random.nextBoolean() ? computed : sketch.depthwise(name(), window(map), computed);
        FeatureMap p = sketch.add(
                Operator.Pointwise.of(Function.QUANTIZE),
                new FeatureMap(name(), result.shape(), ElementType.INT8, scale),
                result);
        images.add(sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE), new FeatureMap(name(), p.shape(), ElementType.FLOAT32), p));
    }

    /** Every four pixels as channels of one, or rows and columns torn apart. */
    private void blocks(FeatureMap map) {
        FeatureMap even = sketch.convolution(name(), Window.square(1, 2, Padding.NONE), map, 8);
        Shape shape = even.shape();
        Shape inner = Shape.of(shape.dimension(0), shape.height(), shape.width(), 2, 2, 2);
        boolean inOrder = random.nextInt(4) > 0;
        ImmutableIntArray order = ImmutableIntArray.of(0, 1, 3, 2, inOrder ? 4 : 5, inOrder ? 5 : 4);
        FeatureMap torn = sketch.add(name(), new Operator.Reshape(), inner, even);
        FeatureMap turned = sketch.add(name(), new Operator.Transpose(order), torn);
        Shape whole = Shape.of(shape.dimension(0), 2 * shape.height(), 2 * shape.width(), 2);
        images.add(sketch.add(name(), new Operator.Reshape(), whole, turned));
    }

    private void shapeArithmetic(FeatureMap map) {
        FeatureMap shape =
                sketch.add(new Operator.ShapeOf(), new FeatureMap(name(), Shape.of(4), ElementType.INT32), map);
        FeatureMap part = sketch.add(
                name(), new Operator.Slice(ImmutableIntArray.of(1), ImmutableIntArray.of(1)), Shape.of(2), shape);
        others.add(sketch.add(
                name(),
                new Operator.Elementwise(Operator.Elementwise.Kind.MULTIPLY, Activation.NONE),
                part,
                NetworkSketch.integers("two", Shape.of(), 2)));
    }

    private String name() {
        return "layer" + count++;
    }
}
