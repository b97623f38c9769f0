package dev.shingle.networks.written;

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
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random networks that runtimes would accept: every layer's shapes fit, and quantised tensors have the scales that their
 * operators ask for. Whatever nobody reads is a network output, so that nothing is dead.
 */
final class WritableNetworks {

    /** A layer in the making; the result's shape is worked out if it is not given. */
    private static final int MOST_ELEMENTS = 4096;

    private final Random random;
    private final ElementType type;
    private final List<FeatureMap> inputs = new ArrayList<>();
    private final List<FeatureMap> maps = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Windows windows;
    private final Movements movements;
    private int count;

    WritableNetworks(long seed, ElementType type) {
        this.random = new Random(seed);
        this.type = type;
        this.windows = new Windows(this);
        this.movements = new Movements(this);
    }

    Network network(int size) {
        Shape shape =
                Shape.of(1 + random.nextInt(2), 4 + random.nextInt(5), 4 + random.nextInt(5), 1 + random.nextInt(4));
        FeatureMap input = new FeatureMap("input", shape, type, plain());
        inputs.add(input);
        maps.add(input);
        for (int tries = 0; layers.size() < size && tries < 50 * size; tries++) {
            int back = Math.min(random.nextInt(3), maps.size() - 1);
            grow(maps.get(maps.size() - 1 - back));
        }
        Set<Operand> read =
                layers.stream().flatMap(layer -> layer.operands().stream()).collect(Collectors.toSet());
        List<FeatureMap> unread =
                maps.stream().filter(map -> !read.contains(map)).toList();
        return new Network(
                "written", ImmutableList.copyOf(inputs), ImmutableList.copyOf(layers), ImmutableList.copyOf(unread));
    }

    private void grow(FeatureMap map) {
        boolean image = map.shape().rank() == 4;
        switch (random.nextInt(image ? 10 : 5)) {
            case 0 -> pointwise(map);
            case 1 -> elementwise(map);
            case 2 -> reduce(map);
            case 3, 4 -> movements.any(map);
            case 5 -> movements.ofImage(map);
            default -> windows.any(map);
        }
    }

    // What the families of layers need.

    Random random() {
        return random;
    }

    ElementType type() {
        return type;
    }

    boolean isQuantized() {
        return type != ElementType.FLOAT32;
    }

    Quantization plain() {
        return switch (type) {
            case INT8 -> Quantization.perTensor(0.03125f, random.nextInt(21) - 10);
            case UINT8 -> Quantization.perTensor(0.03125f, 118 + random.nextInt(21));
            default -> Quantization.NONE;
        };
    }

    String name() {
        return "layer" + count++;
    }

    Activation activation() {
        return any(Activation.NONE, Activation.NONE, Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1);
    }

    @SafeVarargs
    final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    Constant constant(String name, Shape shape, ElementType constantType, Quantization quantization) {
        return new Constant(
                name, shape, constantType, quantization, Constant.Seeded.of(random.nextLong(), shape, constantType));
    }

    /** Weights and, sometimes, a bias. */
    ImmutableList<Operand> weighted(String name, FeatureMap ifm, Shape shape, int channelAxis) {
        int channels = shape.dimension(channelAxis);
        boolean perChannel = type == ElementType.INT8 && channels > 1;
        double[] scales = new double[perChannel ? channels : 1];
        Arrays.setAll(scales, i -> (float) (0.01 + 0.001 * i));
        long[] zeros = new long[scales.length];
        Arrays.fill(zeros, type == ElementType.UINT8 ? 128 : 0);
        Quantization quantization = isQuantized()
                ? new Quantization(
                        ImmutableDoubleArray.copyOf(scales),
                        ImmutableLongArray.copyOf(zeros),
                        perChannel ? channelAxis : 0)
                : Quantization.NONE;
        Constant weights = constant(name + "/weights", shape, type, quantization);
        if (random.nextInt(4) == 0 && !isQuantized()) {
            return ImmutableList.of(ifm, weights);
        }
        double[] products = Arrays.stream(scales)
                .map(scale -> isQuantized()
                        ? (float) (scale * ifm.quantization().scales().get(0))
                        : 1)
                .toArray();
        Quantization sums = isQuantized()
                ? new Quantization(
                        ImmutableDoubleArray.copyOf(products), ImmutableLongArray.copyOf(new long[products.length]), 0)
                : Quantization.NONE;
        ElementType biasType = isQuantized() ? ElementType.INT32 : type;
        return ImmutableList.of(ifm, weights, constant(name + "/bias", Shape.of(channels), biasType, sums));
    }

    Optional<FeatureMap> add(
            String name, Operator operator, List<? extends Operand> operands, Quantization quantization) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(ImmutableList.toImmutableList());
        try {
            Shape shape = ShapeInference.outputShapes(operator, shapes).get(0);
            return add(name, operator, operands, shape, quantization);
        } catch (IllegalArgumentException doesNotFit) {
            return Optional.empty();
        }
    }

    Optional<FeatureMap> add(
            String name, Operator operator, List<? extends Operand> operands, Shape shape, Quantization quantization) {
        return add(
                        name,
                        operator,
                        operands,
                        List.of(new FeatureMap(name, shape, operands.get(0).type(), quantization)))
                .map(results -> results.get(0));
    }

    Optional<List<FeatureMap>> add(
            String name, Operator operator, List<? extends Operand> operands, List<FeatureMap> results) {
        Layer layer = new Layer(
                name,
                operator,
                ImmutableList.copyOf(operands),
                ImmutableList.copyOf(results),
                ImmutableList.of("RANDOM#" + layers.size()));
        boolean fits = ShapeInference.problemIn(layer).isEmpty()
                && results.stream().allMatch(result -> result.shape().elements() <= MOST_ELEMENTS);
        if (!fits) {
            return Optional.empty();
        }
        layers.add(layer);
        results.stream()
                .filter(result -> result.type() == type && result.shape().rank() > 0)
                .forEach(maps::add);
        if (results.get(0).type() != type || results.get(0).shape().rank() == 0) {
            maps.addAll(0, results);
        }
        return Optional.of(results);
    }

    // Arithmetic.

    private void pointwise(FeatureMap map) {
        if (map.type() != type || map.shape().rank() == 0) {
            return;
        }
        Operator.Pointwise.Function function = any(Operator.Pointwise.Function.values());
        Quantization same = map.quantization();
        Quantization unit = switch (type) {
            case INT8 -> Quantization.perTensor(1 / 256f, -128);
            case UINT8 -> Quantization.perTensor(1 / 256f, 0);
            default -> Quantization.NONE;
        };
        Quantization signed = switch (type) {
            case INT8 -> Quantization.perTensor(1 / 128f, 0);
            case UINT8 -> Quantization.perTensor(1 / 128f, 128);
            default -> Quantization.NONE;
        };
        String name = name();
        Operator plain = Operator.Pointwise.of(function);
        switch (function) {
            case QUANTIZE, DEQUANTIZE, CAST -> convert(name, map);
            case LEAKY_RELU -> add(name, new Operator.Pointwise(function, 0.25f), ImmutableList.of(map), plain());
            case PRELU -> {
                Shape slopes = Shape.of(map.shape().channels());
                Shape wide = map.shape().rank() == 4 ? Shape.of(1, 1, slopes.channels()) : slopes;
                add(name, plain, ImmutableList.of(map, constant(name + "/slopes", wide, type, plain())), plain());
            }
            case LOGISTIC -> add(name, plain, ImmutableList.of(map), unit);
            case TANH -> add(name, plain, ImmutableList.of(map), signed);
            case COPY, RELU, RELU6, RELU_N1_TO_1 -> add(name, plain, ImmutableList.of(map), same);
            default -> add(name, plain, ImmutableList.of(map), plain());
        }
    }

    /** To the other side and back. */
    private void convert(String name, FeatureMap map) {
        Operator quantize = Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE);
        Operator dequantize = Operator.Pointwise.of(Operator.Pointwise.Function.DEQUANTIZE);
        FeatureMap real = new FeatureMap(name + "/real", map.shape(), ElementType.FLOAT32);
        if (isQuantized()) {
            add(name, dequantize, ImmutableList.of(map), List.of(real));
            FeatureMap again = new FeatureMap(name, map.shape(), type, plain());
            add(name + "/again", quantize, ImmutableList.of(real), List.of(again));
        } else {
            FeatureMap stored =
                    new FeatureMap(name + "/stored", map.shape(), ElementType.INT8, Quantization.perTensor(0.0625, 3));
            add(name, quantize, ImmutableList.of(map), List.of(stored));
            add(
                    name + "/again",
                    dequantize,
                    ImmutableList.of(stored),
                    List.of(new FeatureMap(name, map.shape(), type)));
        }
    }

    private void elementwise(FeatureMap map) {
        Operator.Elementwise.Kind kind = any(Operator.Elementwise.Kind.values());
        boolean compares = kind == Operator.Elementwise.Kind.MAXIMUM || kind == Operator.Elementwise.Kind.MINIMUM;
        String name = name();
        Quantization result = compares ? map.quantization() : plain();
        Activation activation = activation();
        Operator operator = new Operator.Elementwise(kind, activation);
        List<FeatureMap> partners = maps.stream()
                .filter(other -> other.shape().equals(map.shape())
                        && other.type() == map.type()
                        && (!compares || other.quantization().equals(map.quantization())))
                .toList();
        if (map.type() != type || map.shape().rank() == 0) {
            return;
        }
        if (random.nextBoolean()) {
            add(name, operator, ImmutableList.of(map, partners.get(random.nextInt(partners.size()))), result);
        } else {
            Shape shape = any(Shape.of(map.shape().channels()), Shape.of(), map.shape());
            Constant other = constant(name + "/constant", shape, type, compares ? map.quantization() : plain());
            add(name, operator, ImmutableList.of(map, other), result);
        }
    }

    private void reduce(FeatureMap map) {
        int rank = map.shape().rank();
        if (rank < 2 || map.type() != type) {
            return;
        }
        if (random.nextInt(4) == 0) {
            Quantization unit = switch (type) {
                case INT8 -> Quantization.perTensor(1 / 256f, -128);
                case UINT8 -> Quantization.perTensor(1 / 256f, 0);
                default -> Quantization.NONE;
            };
            add(name(), new Operator.Softmax(1), ImmutableList.of(map), unit);
            return;
        }
        if (!isQuantized() && rank == 4 && random.nextInt(4) == 0) {
            int size = 2 * random.nextInt(4) + 1;
            Operator operator = new Operator.LocalResponseNormalization(size, 0.25 * size, 0.75, 1);
            add(name(), operator, ImmutableList.of(map), Quantization.NONE);
            return;
        }
        Operator.Reduce.Kind kind = any(Operator.Reduce.Kind.values());
        boolean keeps = random.nextBoolean();
        boolean isArgument = kind == Operator.Reduce.Kind.ARG_MAXIMUM || kind == Operator.Reduce.Kind.ARG_MINIMUM;
        ImmutableIntArray axes = isArgument
                ? ImmutableIntArray.of(random.nextInt(rank))
                : ImmutableIntArray.copyOf(
                        IntStream.range(0, rank).filter(i -> i == rank - 2 || random.nextInt(3) == 0));
        Operator operator = new Operator.Reduce(kind, axes, keeps);
        String name = name();
        if (isArgument) {
            Shape shape = ShapeInference.outputShapes(operator, ImmutableList.of(map.shape()))
                    .get(0);
            ElementType index = any(ElementType.INT32, ElementType.INT64);
            add(name, operator, ImmutableList.of(map), List.of(new FeatureMap(name, shape, index)));
        } else {
            boolean keepsNumbers = kind == Operator.Reduce.Kind.MAXIMUM || kind == Operator.Reduce.Kind.MINIMUM;
            add(name, operator, ImmutableList.of(map), keepsNumbers ? map.quantization() : plain());
        }
    }
}
