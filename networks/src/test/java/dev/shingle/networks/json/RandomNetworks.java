package dev.shingle.networks.json;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
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
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two kinds of networks. Some obey the rules of {@link Network} and nothing else; where the shapes do not fit, the
 * operator is opaque. The others have layers of every kind that fit. Operators are made by reflection, so that a new
 * one cannot be forgotten.
 */
final class RandomNetworks {

    private static final String LETTERS = "abz/_.:; \"\\\u00e4\u4e2d\ud83d\ude00\n\ud800{}";

    private static final ElementType[] SEEDED = {
        ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.FLOAT32
    };

    private final Random random;
    private int names;

    RandomNetworks(Random random) {
        this.random = random;
    }

    static Class<?>[] operatorTypes() {
        return Operator.class.getPermittedSubclasses();
    }

    Network network() {
        return random.nextBoolean() ? wired() : fitting();
    }

    /** A stack of layers on a small image. */
    private Network fitting() {
        NetworkBuilder net = new NetworkBuilder(text(), any(SEEDED));
        net.seed(random.nextLong());
        FeatureMap map = net.input(unique(), Shape.hwc(small() + 4, small() + 4, small()));
        for (int i = random.nextInt(8); i > 0; i--) {
            map = fittingLayer(net, map);
        }
        return net.output(map).build();
    }

    private FeatureMap fittingLayer(NetworkBuilder net, FeatureMap map) {
        Activation activation = any(Activation.values());
        return switch (random.nextInt(12)) {
            case 0 -> net.convolution(unique(), map, small(), Window.pointwise(), activation);
            case 1 -> net.depthwise(unique(), map, small(), Border.SAME.window(map, 3, small()), activation);
            case 2 -> net.transposedConvolution(unique(), map, small(), Window.square(2, 2, Padding.NONE), activation);
            case 3 -> net.maxPool(unique(), map, Border.SAME.window(map, small(), small()));
            case 4 -> net.globalAveragePool(unique(), map);
            case 5 -> net.add(unique(), map, map, activation);
            case 6 -> net.concatenation(unique(), map, map, map);
            case 7 -> net.split(unique(), map, map.shape().channels()).get(0);
            case 8 -> net.upsample(unique(), map, 2);
            case 9 -> net.softmax(unique(), map);
            case 10 -> net.view(unique(), map, Shape.hwc(1, 1, (int) map.shape().elements()));
            default ->
                net.append(
                        unique(),
                        Operator.Pointwise.of(any(new Operator.Pointwise.Function[] {
                            Operator.Pointwise.Function.TANH, Operator.Pointwise.Function.COPY
                        })),
                        ImmutableList.of(map),
                        map.shape());
        };
    }

    private Network wired() {
        List<FeatureMap> available = new ArrayList<>();
        List<Constant> constants = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            available.add(featureMap());
        }
        ImmutableList<FeatureMap> inputs = ImmutableList.copyOf(available);
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            layers.add(layer(available, constants));
        }
        ImmutableList<FeatureMap> outputs =
                available.stream().filter(map -> random.nextInt(4) == 0).collect(ImmutableList.toImmutableList());
        return new Network(text(), inputs, layers.build(), outputs);
    }

    private Layer layer(List<FeatureMap> available, List<Constant> constants) {
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                constants.add(constant());
            }
            List<? extends Operand> pool = random.nextBoolean() ? available : constants;
            if (!pool.isEmpty()) {
                operands.add(pool.get(random.nextInt(pool.size())));
            }
        }
        ImmutableList.Builder<FeatureMap> outputs = ImmutableList.builder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            FeatureMap output = featureMap();
            available.add(output);
            outputs.add(output);
        }
        Layer layer = new Layer(unique(), operator(), operands.build(), outputs.build(), texts());
        if (ShapeInference.problemIn(layer).isEmpty()) {
            return layer;
        }
        return new Layer(layer.name(), operator(Operator.Opaque.class), layer.operands(), layer.outputs(), texts());
    }

    private FeatureMap featureMap() {
        return new FeatureMap(unique(), shape(), any(ElementType.values()), quantization());
    }

    private Constant constant() {
        Shape shape = shape();
        ElementType type = any(ElementType.values());
        return new Constant(unique(), shape, type, quantization(), contents(shape, type));
    }

    private Constant.Contents contents(Shape shape, ElementType type) {
        return switch (random.nextInt(3)) {
            case 0 -> new Constant.Absent();
            case 1 ->
                Constant.Seeded.isSupported(type)
                        ? Constant.Seeded.of(random.nextLong(), shape, type)
                        : new Constant.Absent();
            default -> {
                byte[] bytes = new byte[Math.toIntExact((shape.elements() * type.bits() + 7) / 8)];
                random.nextBytes(bytes);
                yield new Constant.Present(ByteBuffer.wrap(bytes));
            }
        };
    }

    private Shape shape() {
        int[] dimensions = new int[random.nextInt(6)];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = 1 + random.nextInt(5);
        }
        return Shape.of(dimensions);
    }

    private Quantization quantization() {
        if (random.nextInt(3) == 0) {
            return Quantization.NONE;
        }
        int channels = random.nextInt(4);
        ImmutableDoubleArray.Builder scales = ImmutableDoubleArray.builder();
        ImmutableLongArray.Builder zeroPoints = ImmutableLongArray.builder();
        for (int i = 0; i < channels; i++) {
            scales.add(scale());
            zeroPoints.add(random.nextInt(3) == 0 ? random.nextLong() : -128);
        }
        return new Quantization(scales.build(), zeroPoints.build(), random.nextInt(5));
    }

    Operator operator() {
        return operator(any(operatorTypes()));
    }

    Operator operator(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = parameter(types[i]);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return (Operator) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " cannot be made", e);
        }
    }

    private Object parameter(Class<?> type) {
        if (type == int.class) {
            return 1 + random.nextInt(8);
        } else if (type == double.class) {
            return real();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return text();
        } else if (type == Window.class) {
            return new Window(small(), small(), small(), small(), small(), small(), padding());
        } else if (type == Padding.class) {
            return padding();
        } else if (type == Activation.class) {
            return any(Activation.values());
        } else if (type == ImmutableIntArray.class) {
            return ImmutableIntArray.copyOf(random.ints(random.nextInt(5), 0, 8).toArray());
        } else if (type.isEnum()) {
            return any(type.getEnumConstants());
        }
        throw new AssertionError("no random values for " + type);
    }

    private Padding padding() {
        return new Padding(small() - 1, small() - 1, small() - 1, small() - 1);
    }

    private int small() {
        return 1 + random.nextInt(5);
    }

    private double real() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextDouble();
            case 2 -> -0.0;
            default -> {
                double bits = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(bits) ? bits : Double.MIN_VALUE;
            }
        };
    }

    /** Any number that single precision can be near to. */
    private double scale() {
        double real = real();
        return Float.isFinite((float) real) ? real : Float.intBitsToFloat(random.nextInt(0x7f800000));
    }

    private ImmutableList<String> texts() {
        ImmutableList.Builder<String> texts = ImmutableList.builder();
        for (int i = random.nextInt(3); i > 0; i--) {
            texts.add(text());
        }
        return texts.build();
    }

    private String unique() {
        return text() + names++;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
