package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Layers of real activations and weights of 8 bits, one to a network, made up from a seed. */
final class HybridLayers {

    private static final ImmutableList<Activation> ACTIVATIONS =
            ImmutableList.of(Activation.NONE, Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1);

    /** How many scales the weights have. */
    enum Scales {
        ONE,
        EQUAL,
        EACH
    }

    private final Random random;
    private final Scales scales;
    private final List<Constant> constants = new ArrayList<>();

    private HybridLayers(Random random, Scales scales) {
        this.random = random;
        this.scales = scales;
    }

    static Network convolution(long seed, Scales scales) {
        HybridLayers make = new HybridLayers(new Random(seed), scales);
        return make.convolution(make.image(), 1);
    }

    static Network grouped(long seed) {
        HybridLayers make = new HybridLayers(new Random(seed), Scales.EACH);
        Shape image = make.image();
        int groups = 1 + make.upTo(3);
        return make.convolution(Shape.of(image.batch(), image.height(), image.width(), groups * make.upTo(4)), groups);
    }

    static Network depthwise(long seed) {
        HybridLayers make = new HybridLayers(new Random(seed), Scales.EACH);
        Shape image = make.image();
        int multiplier = make.random.nextBoolean() ? 1 : make.upTo(4);
        Window window = make.window(image);
        int channels = image.channels() * multiplier;
        make.weights(Shape.of(1, window.kernelHeight(), window.kernelWidth(), channels), 3);
        return make.network(new Operator.DepthwiseConvolution(window, multiplier, make.activation()), image);
    }

    static Network fullyConnected(long seed, Scales scales, boolean asymmetricInputs) {
        HybridLayers make = new HybridLayers(new Random(seed), scales);
        int length = make.upTo(70);
        make.weights(Shape.of(make.upTo(20), length), 0);
        return make.network(
                new Operator.FullyConnected(make.activation(), asymmetricInputs), Shape.of(make.upTo(4), length));
    }

    /** The same layer with other scales of its weights. */
    static Network rescaled(Network network, Quantization quantization) {
        Layer layer = network.layers().get(0);
        Constant weights = layer.constants().get(0);
        Layer other = new Layer(
                layer.name(),
                layer.operator(),
                ImmutableList.of(
                        layer.operands().get(0),
                        new Constant(weights.name(), weights.shape(), weights.type(), quantization, weights.contents()),
                        layer.operands().get(2)),
                layer.outputs(),
                layer.sources());
        return new Network(network.name(), network.inputs(), ImmutableList.of(other), network.outputs());
    }

    /** Numbers of any magnitude, with zeros among them, sometimes only of one sign, sometimes nothing but zeros. */
    static TensorData numbers(Shape shape, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[(int) shape.elements()];
        double magnitude = Math.exp(6 * random.nextGaussian());
        double offset = random.nextInt(3) - 1;
        boolean isZero = random.nextInt(30) == 0;
        for (int i = 0; i < numbers.length; i++) {
            boolean isHole = isZero || random.nextInt(8) == 0;
            numbers[i] = isHole ? 0 : (float) (magnitude * (random.nextGaussian() + 3 * offset));
        }
        return TensorData.ofFloats(shape, numbers);
    }

    private Network convolution(Shape image, int groups) {
        Window window = window(image);
        int filters = groups * upTo(groups == 1 ? 11 : 3);
        weights(Shape.of(filters, window.kernelHeight(), window.kernelWidth(), image.channels() / groups), 0);
        return network(new Operator.Convolution(window, groups, activation()), image);
    }

    private Network network(Operator operator, Shape image) {
        FeatureMap in = new FeatureMap("in", image, ElementType.FLOAT32);
        ImmutableList<Shape> shapes = ImmutableList.of(
                image, constants.get(0).shape(), constants.get(1).shape());
        Shape shape = ShapeInference.outputShapes(operator, shapes).get(0);
        FeatureMap out = new FeatureMap("out", shape, ElementType.FLOAT32);
        Layer layer = new Layer(
                "layer",
                operator,
                ImmutableList.of(in, constants.get(0), constants.get(1)),
                ImmutableList.of(out),
                ImmutableList.of());
        return new Network("hybrid", ImmutableList.of(in), ImmutableList.of(layer), ImmutableList.of(out));
    }

    private void weights(Shape shape, int axis) {
        int channels = shape.dimension(axis);
        byte[] stored = new byte[(int) shape.elements()];
        random.nextBytes(stored);
        constants.add(new Constant(
                "weights",
                shape,
                ElementType.INT8,
                quantization(channels, axis),
                new Constant.Present(ByteBuffer.wrap(stored))));
        ByteBuffer biases = ByteBuffer.allocate(channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < channels; i++) {
            biases.putFloat((float) random.nextGaussian());
        }
        constants.add(new Constant(
                "biases",
                Shape.of(channels),
                ElementType.FLOAT32,
                Quantization.NONE,
                new Constant.Present(biases.flip())));
    }

    private Quantization quantization(int channels, int axis) {
        if (scales == Scales.ONE) {
            return Quantization.perTensor(0.001 + random.nextDouble() / 10, 0);
        }
        double[] each = random.doubles(channels)
                .map(x -> scales == Scales.EQUAL ? 0.01 : 0.001 + x / 10)
                .toArray();
        return new Quantization(ImmutableDoubleArray.copyOf(each), ImmutableLongArray.copyOf(new long[channels]), axis);
    }

    private Shape image() {
        return Shape.of(upTo(3), upTo(9), upTo(9), upTo(9));
    }

    private Window window(Shape image) {
        Window window = new Window(
                Math.min(image.height(), upTo(4)),
                Math.min(image.width(), upTo(4)),
                upTo(3),
                upTo(3),
                1,
                1,
                Padding.NONE);
        if (random.nextInt(4) == 0) {
            window = new Window(window.kernelHeight(), window.kernelWidth(), 1, 1, 2, upTo(3), Padding.NONE);
        } else if (random.nextBoolean()) {
            return window;
        }
        return window.withSamePadding(image.height(), image.width());
    }

    private Activation activation() {
        return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }
}
