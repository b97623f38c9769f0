package dev.shingle.networks.onnx;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.FusedActivation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Runs a network as plainly as can be: real numbers, one loop nest for each operator, quantised results rounded to what
 * their type holds. Good for one thing: seeing whether elements are where they belong.
 */
final class PlainRuntime {

    private final Map<String, double[]> values = new HashMap<>();
    private final Map<Constant, double[]> constants = new IdentityHashMap<>();

    private final PlainWindows windows = new PlainWindows(this::real);

    private PlainRuntime() {}

    /** Every feature map by name, as real numbers in stored order. */
    static Map<String, double[]> run(Network network, Map<String, double[]> inputs) {
        PlainRuntime runtime = new PlainRuntime();
        runtime.values.putAll(inputs);
        network.layers().forEach(runtime::run);
        return runtime.values;
    }

    private void run(Layer layer) {
        if (layer.operator() instanceof Operator.Split split) {
            split(layer, split.axis());
            return;
        }
        FeatureMap ofm = layer.ofm();
        double[] result = activated(compute(layer), FusedActivation.of(layer.operator()));
        values.put(ofm.name(), stored(result, ofm));
    }

    /** What remains after rounding to the type. */
    private static double[] stored(double[] real, FeatureMap map) {
        Quantization quantization = map.quantization();
        double[] rounded = new double[real.length];
        for (int i = 0; i < real.length; i++) {
            rounded[i] = switch (map.type()) {
                case FLOAT32 -> (float) real[i];
                case INT8, UINT8 -> {
                    double least = map.type() == ElementType.INT8 ? -128 : 0;
                    double scale = quantization.isQuantized() ? scale(quantization, map.shape(), i) : 1;
                    double zero = quantization.isQuantized() ? zero(quantization, map.shape(), i) : 0;
                    double steps = Math.rint((float) (real[i] / scale)) + zero;
                    // Plain bytes wrap around, quantised numbers are clamped.
                    double kept = quantization.isQuantized()
                            ? Math.max(least, Math.min(least + 255, steps))
                            : Math.floorMod((long) steps - (long) least, 256) + least;
                    yield (kept - zero) * scale;
                }
                case INT32, INT64, INT16 -> real[i] < 0 ? Math.ceil(real[i]) : Math.floor(real[i]);
                default -> real[i];
            };
        }
        return rounded;
    }

    private static double scale(Quantization quantization, Shape shape, int index) {
        return quantization.scales().get(slice(quantization, shape, index));
    }

    private static double zero(Quantization quantization, Shape shape, int index) {
        return quantization.zeroPoints().get(slice(quantization, shape, index));
    }

    private static int slice(Quantization quantization, Shape shape, int index) {
        return quantization.isPerChannel() ? coordinates(index, shape)[quantization.axis()] : 0;
    }

    private double[] real(Operand operand) {
        if (operand instanceof Constant constant) {
            return constants.computeIfAbsent(constant, PlainRuntime::real);
        }
        return values.get(operand.name());
    }

    /** The number that a stored one stands for. */
    static double real(double stored, Operand operand, int index) {
        Quantization quantization = operand.quantization();
        return quantization.isQuantized()
                ? (stored - zero(quantization, operand.shape(), index)) * scale(quantization, operand.shape(), index)
                : stored;
    }

    private static double[] real(Constant constant) {
        StoredNumbers numbers = StoredNumbers.of(constant).orElseThrow();
        double[] real = new double[numbers.count()];
        for (int i = 0; i < real.length; i++) {
            real[i] = real(numbers.value(i), constant, i);
        }
        return real;
    }

    private static double[] activated(double[] values, Activation activation) {
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (activation) {
                case NONE -> values[i];
                case RELU -> Math.max(0, values[i]);
                case RELU6 -> Math.max(0, Math.min(6, values[i]));
                case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, values[i]));
                case TANH -> Math.tanh(values[i]);
                case SIGN_BIT -> throw new AssertionError(activation);
            };
        }
        return values;
    }

    private double[] compute(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return windows.convolution(layer, convolution.window(), convolution.groups());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return windows.depthwise(layer, depthwise.window(), depthwise.multiplier());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return windows.transposed(layer, transposed.window());
        }
        if (operator instanceof Operator.FullyConnected) {
            return windows.connected(layer);
        }
        if (operator instanceof Operator.Pool pool) {
            return windows.pool(layer, pool);
        }
        if (operator instanceof Operator.Elementwise elementwise) {
            return elementwise(layer, elementwise.kind());
        }
        if (operator instanceof Operator.Pointwise pointwise) {
            return pointwise(layer, pointwise);
        }
        if (operator instanceof Operator.Softmax) {
            return softmax(layer);
        }
        if (operator instanceof Operator.LocalResponseNormalization normalization) {
            return windows.normalized(layer, normalization);
        }
        if (operator instanceof Operator.Reduce reduce) {
            return reduce(layer, reduce);
        }
        if (operator instanceof Operator.Resize resize) {
            return resize(layer, resize);
        }
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return relabelled(layer);
        }
        return moved(layer);
    }

    /** The same bits; they may stand for other numbers. */
    private double[] relabelled(Layer layer) {
        double[] from = real(layer.operands().get(0)).clone();
        Operand ifm = layer.operands().get(0);
        FeatureMap ofm = layer.ofm();
        if (!ifm.quantization().equals(ofm.quantization())) {
            for (int i = 0; i < from.length; i++) {
                double bits = ifm.quantization().isQuantized()
                        ? Math.rint(from[i] / scale(ifm.quantization(), ifm.shape(), i))
                                + zero(ifm.quantization(), ifm.shape(), i)
                        : from[i];
                from[i] = real(bits, ofm, i);
            }
        }
        return from;
    }

    private interface Source {

        /** Index in the operand of what comes to these coordinates of the result; -1 for a border. */
        int of(int[] at);
    }

    private double[] moved(Layer layer) {
        Operator operator = layer.operator();
        Shape from = layer.operands().get(0).shape();
        if (operator instanceof Operator.Concatenation concatenation) {
            return concatenation(layer, concatenation.axis());
        }
        if (operator instanceof Operator.Transpose transpose) {
            return gather(layer, at -> {
                int[] source = new int[at.length];
                for (int i = 0; i < at.length; i++) {
                    source[transpose.permutation().get(i)] = at[i];
                }
                return index(source, from);
            });
        }
        if (operator instanceof Operator.Slice slice) {
            return gather(layer, at -> {
                int[] source = at.clone();
                for (int i = 0; i < at.length; i++) {
                    source[i] = slice.begin().get(i) + at[i] * slice.strides().get(i);
                }
                return index(source, from);
            });
        }
        if (operator instanceof Operator.Pad pad) {
            return gather(layer, at -> padded(pad, at, from));
        }
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            int block = depthToSpace.block();
            int channels = layer.ofm().shape().channels();
            return gather(
                    layer,
                    at -> index(
                            new int[] {
                                at[0],
                                at[1] / block,
                                at[2] / block,
                                (at[1] % block * block + at[2] % block) * channels + at[3]
                            },
                            from));
        }
        if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            int block = spaceToDepth.block();
            int channels = from.channels();
            return gather(
                    layer,
                    at -> index(
                            new int[] {
                                at[0],
                                at[1] * block + at[3] / channels / block,
                                at[2] * block + at[3] / channels % block,
                                at[3] % channels
                            },
                            from));
        }
        throw new AssertionError("not run here: " + operator);
    }

    private double[] gather(Layer layer, Source source) {
        double[] from = real(layer.operands().get(0));
        double border = layer.operands().size() > 1 ? real(layer.operands().get(1))[0] : 0;
        Shape shape = layer.ofm().shape();
        double[] result = new double[(int) shape.elements()];
        for (int i = 0; i < result.length; i++) {
            int index = source.of(coordinates(i, shape));
            result[i] = index < 0 ? border : from[index];
        }
        return result;
    }

    private static int padded(Operator.Pad pad, int[] at, Shape from) {
        int[] source = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            int size = from.dimension(i);
            source[i] = at[i] - pad.before().get(i);
            if (pad.mode() == Operator.Pad.Mode.REFLECT) {
                source[i] = Math.abs(source[i]);
                source[i] = source[i] >= size ? 2 * (size - 1) - source[i] : source[i];
            }
            if (source[i] < 0 || source[i] >= size) {
                return -1;
            }
        }
        return index(source, from);
    }

    private double[] concatenation(Layer layer, int axis) {
        Shape shape = layer.ofm().shape();
        double[] result = new double[(int) shape.elements()];
        int offset = 0;
        for (Operand operand : layer.operands()) {
            double[] from = real(operand);
            for (int i = 0; i < from.length; i++) {
                int[] at = coordinates(i, operand.shape());
                at[axis] += offset;
                result[index(at, shape)] = from[i];
            }
            offset += operand.shape().dimension(axis);
        }
        return result;
    }

    private void split(Layer layer, int axis) {
        double[] from = real(layer.operands().get(0));
        Shape whole = layer.operands().get(0).shape();
        int offset = 0;
        for (FeatureMap part : layer.outputs()) {
            double[] result = new double[(int) part.shape().elements()];
            for (int i = 0; i < result.length; i++) {
                int[] at = coordinates(i, part.shape());
                at[axis] += offset;
                result[i] = from[index(at, whole)];
            }
            offset += part.shape().dimension(axis);
            values.put(part.name(), result);
        }
    }

    static int[] coordinates(int index, Shape shape) {
        int[] at = new int[shape.rank()];
        int rest = index;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = rest % shape.dimension(i);
            rest /= shape.dimension(i);
        }
        return at;
    }

    static int index(int[] at, Shape shape) {
        int index = 0;
        for (int i = 0; i < at.length; i++) {
            index = index * shape.dimension(i) + at[i];
        }
        return index;
    }

    private double[] elementwise(Layer layer, Operator.Elementwise.Kind kind) {
        Shape out = layer.ofm().shape();
        double[] result = new double[(int) out.elements()];
        for (int i = 0; i < result.length; i++) {
            int[] at = coordinates(i, out);
            double a = broadcast(layer.operands().get(0), at);
            double b = broadcast(layer.operands().get(1), at);
            result[i] = switch (kind) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case MAXIMUM -> Math.max(a, b);
                case MINIMUM -> Math.min(a, b);
                case POWER -> Math.pow(a, b);
                case SQUARED_DIFFERENCE -> (a - b) * (a - b);
            };
        }
        return result;
    }

    private double broadcast(Operand operand, int[] at) {
        Shape shape = operand.shape();
        int[] own = new int[shape.rank()];
        for (int i = 0; i < own.length; i++) {
            own[i] = shape.dimension(i) == 1 ? 0 : at[at.length - own.length + i];
        }
        return real(operand)[index(own, shape)];
    }

    private double[] pointwise(Layer layer, Operator.Pointwise pointwise) {
        double[] from = real(layer.operands().get(0));
        Shape shape = layer.ofm().shape();
        double[] result = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            double x = from[i];
            result[i] = switch (pointwise.function()) {
                case COPY, QUANTIZE, DEQUANTIZE, CAST -> x;
                case RELU -> Math.max(0, x);
                case RELU6 -> Math.max(0, Math.min(6, x));
                case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, x));
                case LEAKY_RELU -> x < 0 ? pointwise.parameter() * x : x;
                case PRELU -> x < 0 ? broadcast(layer.operands().get(1), coordinates(i, shape)) * x : x;
                case ELU -> x < 0 ? Math.expm1(x) : x;
                case LOGISTIC -> 1 / (1 + Math.exp(-x));
                case TANH -> Math.tanh(x);
                case HARD_SWISH -> x * Math.max(0, Math.min(6, x + 3)) / 6;
                case ABSOLUTE -> Math.abs(x);
                case NEGATE -> -x;
                case EXPONENTIAL -> Math.exp(x);
                case LOGARITHM -> Math.log(x);
                case SQUARE_ROOT -> Math.sqrt(x);
                case RECIPROCAL_SQUARE_ROOT -> 1 / Math.sqrt(x);
                case SQUARE -> x * x;
                case FLOOR -> Math.floor(x);
                case CEILING -> Math.ceil(x);
                case ROUND -> Math.rint(x);
            };
        }
        return result;
    }

    private double[] softmax(Layer layer) {
        double[] from = real(layer.operands().get(0));
        int channels = layer.ofm().shape().channels();
        double[] result = new double[from.length];
        for (int first = 0; first < from.length; first += channels) {
            double most = Arrays.stream(from, first, first + channels).max().orElseThrow();
            double sum = 0;
            for (int i = first; i < first + channels; i++) {
                result[i] = Math.exp(from[i] - most);
                sum += result[i];
            }
            for (int i = first; i < first + channels; i++) {
                result[i] /= sum;
            }
        }
        return result;
    }

    private double[] reduce(Layer layer, Operator.Reduce reduce) {
        Shape in = layer.operands().get(0).shape();
        double[] from = real(layer.operands().get(0));
        int[] kept = in.dimensions().toArray();
        reduce.axes().stream().forEach(axis -> kept[axis] = 1);
        Shape shape = Shape.of(kept);
        double[] sums = new double[(int) shape.elements()];
        for (int i = 0; i < from.length; i++) {
            int[] at = coordinates(i, in);
            reduce.axes().stream().forEach(axis -> at[axis] = 0);
            sums[index(at, shape)] += from[i];
        }
        if (reduce.kind() == Operator.Reduce.Kind.MEAN) {
            Arrays.setAll(sums, i -> sums[i] * sums.length / from.length);
        } else if (reduce.kind() != Operator.Reduce.Kind.SUM) {
            throw new AssertionError("not run here: " + reduce);
        }
        return sums;
    }

    private double[] resize(Layer layer, Operator.Resize resize) {
        Shape in = layer.operands().get(0).shape();
        Shape out = layer.ofm().shape();
        double[] from = real(layer.operands().get(0));
        double[] result = new double[(int) out.elements()];
        for (int i = 0; i < result.length; i++) {
            int[] at = coordinates(i, out);
            double y = position(resize, at[1], in.height(), out.height());
            double x = position(resize, at[2], in.width(), out.width());
            if (resize.mode() == Operator.Resize.Mode.NEAREST) {
                int row = (int) (resize.alignCorners() ? Math.round(y) : Math.floor(y));
                int column = (int) (resize.alignCorners() ? Math.round(x) : Math.floor(x));
                result[i] = pixel(from, in, at, row, column);
            } else {
                int row = (int) Math.floor(y);
                int column = (int) Math.floor(x);
                double top = pixel(from, in, at, row, column) * (1 - (x - column))
                        + pixel(from, in, at, row, column + 1) * (x - column);
                double bottom = pixel(from, in, at, row + 1, column) * (1 - (x - column))
                        + pixel(from, in, at, row + 1, column + 1) * (x - column);
                result[i] = top * (1 - (y - row)) + bottom * (y - row);
            }
        }
        return result;
    }

    private static double pixel(double[] from, Shape in, int[] at, int row, int column) {
        int y = Math.max(0, Math.min(in.height() - 1, row));
        int x = Math.max(0, Math.min(in.width() - 1, column));
        return from[index(new int[] {at[0], y, x, at[3]}, in)];
    }

    private static double position(Operator.Resize resize, int i, int in, int out) {
        float scale = resize.alignCorners() && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
        double offset = resize.mode() == Operator.Resize.Mode.BILINEAR ? 0.5 : 0;
        return resize.halfPixelCenters() ? (i + 0.5f) * scale - offset : i * scale;
    }
}
