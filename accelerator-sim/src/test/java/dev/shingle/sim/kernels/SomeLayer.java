package dev.shingle.sim.kernels;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up small layers of every kind. */
final class SomeLayer {

    private static final int KINDS = 20;

    private final Random random;
    private final ElementType type;
    private boolean hasStoredWeights;
    private final List<Operand> operands = new ArrayList<>();

    private SomeLayer(Random random, ElementType type) {
        this.random = random;
        this.type = type;
    }

    static Layer of(Random random, ElementType type) {
        return new SomeLayer(random, type).make(random.nextInt(KINDS));
    }

    /** Real activations, weights of 8 bits. */
    static Layer withStoredWeights(Random random) {
        SomeLayer layer = new SomeLayer(random, ElementType.FLOAT32);
        layer.hasStoredWeights = true;
        return switch (random.nextInt(3)) {
            case 0 -> layer.convolution();
            case 1 -> layer.depthwise();
            default -> layer.connected();
        };
    }

    /** A resize of a line of pixels, as columns or as rows. */
    static Layer resize(ElementType type, Operator.Resize resize, int inputs, int outputs) {
        SomeLayer layer = new SomeLayer(new Random(inputs), type);
        boolean isRow = outputs % 2 == 0;
        layer.input(isRow ? Shape.hwc(1, inputs, 2) : Shape.hwc(inputs, 1, 2));
        Shape result = isRow ? Shape.hwc(1, outputs, 2) : Shape.hwc(outputs, 1, 2);
        return layer.layer(resize, result, layer.operands.get(0).quantization());
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private boolean toss() {
        return random.nextBoolean();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T extends Enum<T>> T any(Class<T> values) {
        return any(List.of(values.getEnumConstants()));
    }

    private Quantization quantization() {
        if (type == ElementType.FLOAT32) {
            return Quantization.NONE;
        }
        int zero = type == ElementType.INT16 ? 0 : random.nextInt(60) - 30 + (type == ElementType.UINT8 ? 128 : 0);
        return Quantization.perTensor(
                (float) (type == ElementType.INT16 ? 0.0002 : 0.05) * (1 + random.nextFloat()), zero);
    }

    private FeatureMap input(Shape shape) {
        return input(shape, quantization());
    }

    private FeatureMap input(Shape shape, Quantization quantization) {
        FeatureMap map = new FeatureMap("in" + operands.size(), shape, type, quantization);
        operands.add(map);
        return map;
    }

    private FeatureMap image(int channels) {
        return input(Shape.of(upTo(2), upTo(7), upTo(7), channels));
    }

    private void weights(Shape shape, int channelAxis) {
        int channels = shape.dimension(channelAxis);
        ElementType weightType = type == ElementType.INT16 || hasStoredWeights ? ElementType.INT8 : type;
        Quantization input = operands.get(0).quantization();
        Quantization scales = Quantization.NONE;
        Quantization biasScales = Quantization.NONE;
        if (hasStoredWeights) {
            scales = storedScales(channels, channelAxis);
        } else if (type == ElementType.UINT8) {
            scales = Quantization.perTensor(0.0078125f, 120);
            biasScales = Quantization.perTensor(input.scales().get(0) * 0.0078125f, 0);
        } else if (type != ElementType.FLOAT32) {
            double[] each = random.doubles(channels)
                    .map(x -> (float) (0.004 + 0.01 * x))
                    .toArray();
            scales = new Quantization(
                    ImmutableDoubleArray.copyOf(each), ImmutableLongArray.copyOf(new long[channels]), channelAxis);
            double[] bias = IntStream.range(0, channels)
                    .mapToDouble(i -> each[i] * input.scales().get(0))
                    .toArray();
            biasScales = new Quantization(
                    ImmutableDoubleArray.copyOf(bias), ImmutableLongArray.copyOf(new long[channels]), 0);
        }
        long seed = random.nextLong();
        if ((type == ElementType.FLOAT32 && !hasStoredWeights) || random.nextInt(4) > 0) {
            operands.add(new Constant("w", shape, weightType, scales, Constant.Seeded.of(seed, shape, weightType)));
        } else {
            operands.add(new FeatureMap("w", shape, weightType, scales));
        }
        if (toss()) {
            ElementType biasType = type == ElementType.FLOAT32 ? type : ElementType.INT32;
            Shape biasShape = Shape.of(channels);
            operands.add(new Constant(
                    "b", biasShape, biasType, biasScales, Constant.Seeded.of(seed + 1, biasShape, biasType)));
        }
    }

    private Quantization storedScales(int channels, int channelAxis) {
        if (toss()) {
            return Quantization.perTensor(0.01, 0);
        }
        double[] each = random.doubles(channels).map(x -> 0.004 + 0.01 * x).toArray();
        return new Quantization(
                ImmutableDoubleArray.copyOf(each), ImmutableLongArray.copyOf(new long[channels]), channelAxis);
    }

    private Activation activation() {
        return any(List.of(Activation.NONE, Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1));
    }

    /** A window that fits the image somehow; padding stays below the kernel, so that averages have something to count. */
    private Window window(Shape image, boolean dilates) {
        int kernelHeight = upTo(4);
        int kernelWidth = upTo(4);
        int dilationHeight = dilates ? upTo(3) : 1;
        int dilationWidth = dilates ? upTo(3) : 1;
        int extentHeight = (kernelHeight - 1) * dilationHeight + 1;
        int extentWidth = (kernelWidth - 1) * dilationWidth + 1;
        int missingRows = Math.max(0, extentHeight - image.height());
        int missingColumns = Math.max(0, extentWidth - image.width());
        Padding padding = new Padding(
                Math.min(kernelHeight - 1, random.nextInt(3)),
                missingRows + Math.min(kernelHeight - 1, random.nextInt(2)),
                missingColumns + Math.min(kernelWidth - 1, random.nextInt(2)),
                Math.min(kernelWidth - 1, random.nextInt(3)));
        return new Window(kernelHeight, kernelWidth, upTo(3), upTo(3), dilationHeight, dilationWidth, padding);
    }

    private Layer layer(Operator operator) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(ImmutableList.toImmutableList());
        return layer(operator, ShapeInference.outputShapes(operator, shapes).get(0), quantization());
    }

    private Layer moving(Operator operator) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(ImmutableList.toImmutableList());
        return layer(
                operator,
                ShapeInference.outputShapes(operator, shapes).get(0),
                operands.get(0).quantization());
    }

    private Layer layer(Operator operator, Shape shape, Quantization quantization) {
        FeatureMap result = new FeatureMap("out", shape, type, quantization);
        Layer made = new Layer(
                "layer", operator, ImmutableList.copyOf(operands), ImmutableList.of(result), ImmutableList.of("X#0"));
        ShapeInference.problemIn(made).ifPresent(problem -> {
            throw new AssertionError(operator + ": " + problem);
        });
        return made;
    }

    private Layer make(int kind) {
        return switch (kind) {
            case 0, 1, 2 -> convolution();
            case 3, 4 -> depthwise();
            case 5, 6 -> transposed();
            case 7 -> connected();
            case 8, 9 -> pool();
            case 10 -> elementwise();
            case 11 -> pointwise();
            case 12 -> joined();
            case 13 -> split();
            case 14 -> resize();
            case 15 -> pad();
            case 16 -> reduce();
            case 17 -> softmax();
            default -> moved();
        };
    }

    private Layer convolution() {
        int groups = toss() ? 1 : upTo(3);
        int inputs = groups * upTo(4);
        int outputs = groups * upTo(6);
        Window window = window(image(inputs).shape(), true);
        weights(Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), inputs / groups), 0);
        return layer(new Operator.Convolution(window, groups, activation()));
    }

    private Layer depthwise() {
        int multiplier = toss() ? 1 : upTo(3);
        int inputs = upTo(6);
        Window window = window(image(inputs).shape(), true);
        weights(Shape.of(1, window.kernelHeight(), window.kernelWidth(), inputs * multiplier), 3);
        return layer(new Operator.DepthwiseConvolution(window, multiplier, activation()));
    }

    private Layer transposed() {
        Shape image = image(upTo(4)).shape();
        int outputs = upTo(5);
        int kernelHeight = upTo(4);
        int kernelWidth = upTo(4);
        Padding crop = new Padding(random.nextInt(kernelHeight), 0, random.nextInt(kernelWidth), 0);
        Window window = new Window(kernelHeight, kernelWidth, upTo(3), upTo(3), 1, 1, crop);
        weights(Shape.of(outputs, kernelHeight, kernelWidth, image.channels()), 0);
        Shape result = Shape.of(
                image.batch(),
                Math.max(1, (image.height() - 1) * window.strideHeight() + kernelHeight - crop.top()),
                Math.max(1, (image.width() - 1) * window.strideWidth() + kernelWidth - crop.left()),
                outputs);
        return layer(new Operator.TransposedConvolution(window, activation()), result, quantization());
    }

    private Layer connected() {
        int length = upTo(9);
        input(toss() ? Shape.of(upTo(3), length) : Shape.of(upTo(2), upTo(3), 1, length));
        weights(Shape.of(upTo(9), length), 0);
        return layer(new Operator.FullyConnected(activation()));
    }

    private Layer pool() {
        // Large enough for every window to meet the image: what is the greatest of nothing?
        Window window = window(
                input(Shape.of(upTo(2), 3 + upTo(4), 3 + upTo(4), upTo(6))).shape(), false);
        Operator.Pool.Kind kind = any(Operator.Pool.Kind.class);
        boolean countsPadding = kind == Operator.Pool.Kind.AVERAGE && toss();
        return moving(new Operator.Pool(kind, window, countsPadding, activation()));
    }

    private Layer elementwise() {
        Shape shape = Shape.of(upTo(2), upTo(4), upTo(4), upTo(4));
        int[] other = shape.dimensions().toArray();
        for (int i = 0; i < other.length; i++) {
            other[i] = random.nextInt(3) == 0 ? 1 : other[i];
        }
        Elementwise.Kind kind = any(List.of(
                Elementwise.Kind.ADD,
                Elementwise.Kind.SUBTRACT,
                Elementwise.Kind.MULTIPLY,
                Elementwise.Kind.MAXIMUM,
                Elementwise.Kind.MINIMUM));
        boolean keepsScale = kind == Elementwise.Kind.MAXIMUM || kind == Elementwise.Kind.MINIMUM;
        FeatureMap first = input(shape);
        FeatureMap second = input(Shape.of(other), keepsScale ? first.quantization() : quantization());
        if (toss()) {
            operands.set(0, second);
            operands.set(1, first);
        }
        Activation activation = keepsScale ? Activation.NONE : activation();
        return keepsScale ? moving(new Elementwise(kind, activation)) : layer(new Elementwise(kind, activation));
    }

    private Layer pointwise() {
        input(Shape.of(upTo(2), upTo(4), upTo(4), upTo(4)));
        if (type == ElementType.INT16) {
            return ofSixteenBits();
        }
        return layer(
                toss()
                        ? new Pointwise(Pointwise.Function.LEAKY_RELU, 0.25)
                        : Pointwise.of(any(List.of(
                                Pointwise.Function.RELU,
                                Pointwise.Function.RELU6,
                                Pointwise.Function.RELU_N1_TO_1,
                                Pointwise.Function.LOGISTIC,
                                Pointwise.Function.TANH,
                                Pointwise.Function.HARD_SWISH,
                                Pointwise.Function.ABSOLUTE,
                                Pointwise.Function.NEGATE,
                                Pointwise.Function.ELU,
                                Pointwise.Function.SQUARE))));
    }

    private Layer ofSixteenBits() {
        Shape shape = operands.get(0).shape();
        Operator sigmoid = Pointwise.of(toss() ? Pointwise.Function.LOGISTIC : Pointwise.Function.TANH);
        return switch (random.nextInt(3)) {
            case 0 -> layer(Pointwise.of(Pointwise.Function.QUANTIZE));
            case 1 -> layer(Pointwise.of(Pointwise.Function.ABSOLUTE));
            default -> layer(sigmoid, shape, Quantization.perTensor(0x1p-15, 0));
        };
    }

    private Layer joined() {
        int[] shape = {upTo(2), upTo(3), upTo(3), upTo(4)};
        boolean isPacked = toss();
        // Numbers of 16 bits are copied whatever their scales, so only equal ones make sense.
        boolean isWide = type == ElementType.INT16;
        int axis = random.nextInt(isPacked ? 4 : shape.length);
        Quantization quantization = quantization();
        for (int i = upTo(3); i > 0; i--) {
            shape[isPacked ? 0 : axis] = isPacked ? shape[0] : upTo(3);
            input(
                    isPacked ? Shape.of(shape[1], shape[2], shape[3]) : Shape.of(shape),
                    isPacked || isWide || toss() ? quantization : quantization());
        }
        if (isPacked) {
            return moving(new Operator.Pack(axis));
        }
        Operator concatenation = new Operator.Concatenation(axis, Activation.NONE);
        return isWide ? moving(concatenation) : layer(concatenation);
    }

    private Layer split() {
        int[] shape = {upTo(2), upTo(3), upTo(3), upTo(4)};
        int axis = random.nextInt(shape.length);
        int parts = upTo(3);
        int[] sizes = IntStream.range(0, parts).map(i -> upTo(3)).toArray();
        shape[axis] = IntStream.of(sizes).sum();
        FeatureMap input = input(Shape.of(shape));
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        for (int i = 0; i < parts; i++) {
            shape[axis] = sizes[i];
            results.add(new FeatureMap("out" + i, Shape.of(shape), type, input.quantization()));
        }
        Operator operator = new Operator.Split(axis);
        return new Layer("layer", operator, ImmutableList.of(input), results.build(), ImmutableList.of("X#0"));
    }

    private Layer resize() {
        Shape image = image(upTo(4)).shape();
        boolean aligns = random.nextInt(3) == 0;
        Operator operator = new Operator.Resize(any(Operator.Resize.Mode.class), aligns, !aligns && toss());
        int height = toss() ? upTo(9) : 3 * image.height();
        int width = toss() ? upTo(9) : 3 * image.width();
        Shape result = Shape.of(image.batch(), height, width, image.channels());
        return layer(operator, result, operands.get(0).quantization());
    }

    private Layer pad() {
        Operator.Pad.Mode mode = any(Operator.Pad.Mode.class);
        Shape shape = image(upTo(4)).shape();
        int[] before = new int[4];
        int[] after = new int[4];
        for (int i = 0; i < 4; i++) {
            int most = mode == Operator.Pad.Mode.CONSTANT
                    ? 3
                    : Math.min(3, shape.dimension(i) - (mode == Operator.Pad.Mode.REFLECT ? 1 : 0));
            before[i] = random.nextInt(most + 1);
            after[i] = random.nextInt(most + 1);
        }
        return moving(new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode));
    }

    private Layer reduce() {
        input(Shape.of(upTo(2), upTo(4), upTo(4), upTo(4)));
        int[] axes = IntStream.range(0, 4).filter(axis -> toss()).toArray();
        axes = axes.length == 0 ? new int[] {random.nextInt(4)} : axes;
        Operator.Reduce.Kind kind =
                any(List.of(Operator.Reduce.Kind.MEAN, Operator.Reduce.Kind.MAXIMUM, Operator.Reduce.Kind.MINIMUM));
        Operator operator = new Operator.Reduce(kind, ImmutableIntArray.copyOf(axes), toss());
        return kind == Operator.Reduce.Kind.MEAN && type != ElementType.INT16 ? layer(operator) : moving(operator);
    }

    private Layer softmax() {
        Shape shape = image(upTo(9)).shape();
        if (type == ElementType.FLOAT32 && toss()) {
            return layer(new Operator.LocalResponseNormalization(upTo(6), random.nextDouble(), 0.75, 1));
        }
        Quantization probability = switch (type) {
            case INT8 -> Quantization.perTensor(0x1p-8, -128);
            case UINT8 -> Quantization.perTensor(0x1p-8, 0);
            case INT16 -> Quantization.perTensor(0x1p-15, 0);
            default -> Quantization.NONE;
        };
        return layer(new Operator.Softmax(1), shape, probability);
    }

    private Layer moved() {
        int block = upTo(2) + 1;
        switch (random.nextInt(6)) {
            case 0 -> {
                input(Shape.of(upTo(2), upTo(3), upTo(3), block * block * upTo(2)));
                return moving(new Operator.DepthToSpace(block));
            }
            case 1 -> {
                input(Shape.of(upTo(2), block * upTo(2), block * upTo(2), upTo(3)));
                return moving(new Operator.SpaceToDepth(block));
            }
            case 2 -> {
                int top = random.nextInt(block);
                int left = random.nextInt(2);
                input(Shape.of(upTo(2), block * upTo(2) + block - top, 2 * upTo(3) + 2 - left, upTo(3)));
                return moving(new Operator.SpaceToBatch(block, 2, new Padding(top, 0, left, 0)));
            }
            case 3 -> {
                input(Shape.of(block * 2 * upTo(2), upTo(3), upTo(3), upTo(3)));
                return moving(new Operator.BatchToSpace(
                        block, 2, new Padding(random.nextInt(block), 0, random.nextInt(2), 0)));
            }
            case 4 -> {
                List<Integer> axes = new ArrayList<>(List.of(0, 1, 2, 3));
                java.util.Collections.shuffle(axes, random);
                image(upTo(4));
                return moving(new Operator.Transpose(ImmutableIntArray.copyOf(axes)));
            }
            default -> {
                return slice();
            }
        }
    }

    private Layer slice() {
        Shape shape = image(upTo(5)).shape();
        int[] begin = new int[4];
        int[] strides = new int[4];
        int[] sizes = new int[4];
        for (int i = 0; i < 4; i++) {
            int size = shape.dimension(i);
            begin[i] = random.nextInt(size);
            strides[i] = toss() ? upTo(3) : -upTo(3);
            int room = strides[i] > 0 ? size - 1 - begin[i] : begin[i];
            sizes[i] = upTo(room / Math.abs(strides[i]) + 1);
        }
        Operator operator = new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(strides));
        return layer(operator, Shape.of(sizes), operands.get(0).quantization());
    }
}
