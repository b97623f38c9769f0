package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Small networks in a few lines: a layer named {@code x} writes the feature map {@code x}, from source {@code X#n}. */
final class NetworkSketch {

    private final List<FeatureMap> inputs = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    FeatureMap input(String name, int... dimensions) {
        return input(new FeatureMap(name, Shape.of(dimensions), ElementType.FLOAT32));
    }

    FeatureMap input(FeatureMap map) {
        inputs.add(map);
        return map;
    }

    /** Shape inferred, type and quantisation of the first operand. */
    FeatureMap add(String name, Operator operator, Operand... operands) {
        ImmutableList<Shape> shapes = ImmutableList.copyOf(
                List.of(operands).stream().map(Operand::shape).toList());
        Shape shape = ShapeInference.outputShapes(operator, shapes).get(0);
        return add(name, operator, shape, operands);
    }

    /** Type and quantisation of the first operand. */
    FeatureMap add(String name, Operator operator, Shape shape, Operand... operands) {
        FeatureMap ofm = new FeatureMap(name, shape, operands[0].type(), operands[0].quantization());
        return add(operator, ofm, operands);
    }

    FeatureMap add(Operator operator, FeatureMap ofm, Operand... operands) {
        String source = operator.displayName() + "#" + layers.size();
        layers.add(new Layer(
                ofm.name(), operator, ImmutableList.copyOf(operands), ImmutableList.of(ofm), ImmutableList.of(source)));
        return ofm;
    }

    FeatureMap add(String name, Operator.Pointwise.Function function, Operand operand) {
        return add(name, Operator.Pointwise.of(function), operand);
    }

    /** 3x3 weights for as many output channels, without a bias. */
    FeatureMap convolution(String name, Window window, FeatureMap input, int outputChannels) {
        Shape weights = Shape.of(
                outputChannels,
                window.kernelHeight(),
                window.kernelWidth(),
                input.shape().channels());
        return add(
                name, new Operator.Convolution(window, 1, Activation.NONE), input, absent(name + "/weights", weights));
    }

    FeatureMap depthwise(String name, Window window, FeatureMap input) {
        Shape weights = Shape.of(
                1, window.kernelHeight(), window.kernelWidth(), input.shape().channels());
        return add(
                name,
                new Operator.DepthwiseConvolution(window, 1, Activation.NONE),
                input,
                absent(name + "/weights", weights));
    }

    Network build(FeatureMap... outputs) {
        return new Network(
                "sketch", ImmutableList.copyOf(inputs), ImmutableList.copyOf(layers), ImmutableList.copyOf(outputs));
    }

    static Window window(int kernel, int stride) {
        return Window.square(kernel, stride, Padding.NONE);
    }

    static Constant absent(String name, Shape shape) {
        return new Constant(name, shape, ElementType.FLOAT32, Quantization.NONE, new Constant.Absent());
    }

    static Constant integers(String name, Shape shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return new Constant(name, shape, ElementType.INT32, Quantization.NONE, new Constant.Present(bytes.flip()));
    }

    static Constant floats(String name, Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new Constant(name, shape, ElementType.FLOAT32, Quantization.NONE, new Constant.Present(bytes.flip()));
    }

    static Constant bytes(String name, Shape shape, ElementType type, Quantization quantization, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return new Constant(name, shape, type, quantization, new Constant.Present(bytes.flip()));
    }

    /** Bit patterns of half floats. */
    static Constant halves(String name, Shape shape, int... bits) {
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : bits) {
            bytes.putShort((short) value);
        }
        return new Constant(name, shape, ElementType.FLOAT16, Quantization.NONE, new Constant.Present(bytes.flip()));
    }

    static FeatureMap int8(String name, Quantization quantization, int... dimensions) {
        return new FeatureMap(name, Shape.of(dimensions), ElementType.INT8, quantization);
    }
}
