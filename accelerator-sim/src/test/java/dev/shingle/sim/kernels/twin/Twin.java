package dev.shingle.sim.kernels.twin;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.List;

/**
 * What a layer computes, from the definition of its operator: every result element on its own, in real numbers, by its
 * coordinates. Slow, and shares nothing with the kernels.
 */
public final class Twin {

    private final Layer layer;
    private final List<double[]> operands;

    private Twin(Layer layer, List<double[]> operands) {
        this.layer = layer;
        this.operands = operands;
    }

    /** The real numbers that the elements of one result stand for, but for rounding. */
    public static double[] compute(Layer layer, List<double[]> operands, int result) {
        Twin twin = new Twin(layer, operands);
        Shape shape = layer.outputs().get(result).shape();
        double[] elements = new double[Math.toIntExact(shape.elements())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = twin.element(Index.of(i, shape), result);
        }
        return elements;
    }

    private Shape shape(int operand) {
        return layer.operands().get(operand).shape();
    }

    private double at(int operand, int... index) {
        return operands.get(operand)[Index.flat(index, shape(operand))];
    }

    private boolean isInside(int operand, int row, int column) {
        return row >= 0
                && row < shape(operand).height()
                && column >= 0
                && column < shape(operand).width();
    }

    private double element(int[] at, int result) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution it) {
            return activated(it.activation(), convolution(it, at));
        } else if (operator instanceof Operator.DepthwiseConvolution it) {
            return activated(it.activation(), depthwise(it, at));
        } else if (operator instanceof Operator.TransposedConvolution it) {
            return activated(it.activation(), transposed(it.window(), at));
        } else if (operator instanceof Operator.FullyConnected it) {
            return activated(it.activation(), connected(at));
        } else if (operator instanceof Operator.Pool it) {
            return activated(it.activation(), pool(it, at));
        } else if (operator instanceof Elementwise it) {
            return activated(it.activation(), elementwise(it.kind(), broadcast(0, at), broadcast(1, at)));
        } else if (operator instanceof Pointwise it) {
            return pointwise(it, broadcast(0, at), layer.operands().size() > 1 ? broadcast(1, at) : 0);
        } else if (operator instanceof Operator.Softmax) {
            return softmax(at);
        } else if (operator instanceof Operator.LocalResponseNormalization it) {
            return normalized(it, at);
        } else if (operator instanceof Reduce it) {
            return reduce(it, at);
        } else if (operator instanceof Operator.Resize it) {
            return resize(it, at);
        }
        return new TwinMoves(layer, operands).element(at, result);
    }

    private double bias(int channel) {
        return operands.size() > 2 ? operands.get(2)[channel] : 0;
    }

    private double convolution(Operator.Convolution convolution, int[] at) {
        Window window = convolution.window();
        int inputs = shape(0).channels() / convolution.groups();
        int group = at[3] / (layer.ofm().shape().channels() / convolution.groups());
        double sum = bias(at[3]);
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int row = at[1] * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
                int column = at[2] * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
                for (int c = 0; isInside(0, row, column) && c < inputs; c++) {
                    sum += at(0, at[0], row, column, group * inputs + c) * at(1, at[3], i, j, c);
                }
            }
        }
        return sum;
    }

    private double depthwise(Operator.DepthwiseConvolution depthwise, int[] at) {
        Window window = depthwise.window();
        double sum = bias(at[3]);
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int row = at[1] * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
                int column = at[2] * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
                if (isInside(0, row, column)) {
                    sum += at(0, at[0], row, column, at[3] / depthwise.multiplier()) * at(1, 0, i, j, at[3]);
                }
            }
        }
        return sum;
    }

    /** Every input and every tap is tried. */
    private double transposed(Window window, int[] at) {
        double sum = bias(at[3]);
        for (int y = 0; y < shape(0).height(); y++) {
            for (int x = 0; x < shape(0).width(); x++) {
                int i = at[1] + window.padding().top() - y * window.strideHeight();
                int j = at[2] + window.padding().left() - x * window.strideWidth();
                boolean isTap = i >= 0 && i < window.kernelHeight() && j >= 0 && j < window.kernelWidth();
                for (int c = 0; isTap && c < shape(0).channels(); c++) {
                    sum += at(0, at[0], y, x, c) * at(1, at[3], i, j, c);
                }
            }
        }
        return sum;
    }

    private double connected(int[] at) {
        int output = at[at.length - 1];
        int length = shape(1).dimension(1);
        int vector = Index.flat(at, layer.ofm().shape()) / shape(1).dimension(0);
        double sum = bias(output);
        for (int k = 0; k < length; k++) {
            sum += operands.get(0)[vector * length + k] * at(1, output, k);
        }
        return sum;
    }

    private double pool(Operator.Pool pool, int[] at) {
        Window window = pool.window();
        boolean isMaximum = pool.kind() == Operator.Pool.Kind.MAX;
        double folded = isMaximum ? Double.NEGATIVE_INFINITY : 0;
        int count = 0;
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int row = at[1] * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
                int column = at[2] * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
                if (isInside(0, row, column)) {
                    double x = at(0, at[0], row, column, at[3]);
                    folded = isMaximum ? Math.max(folded, x) : folded + x;
                    count++;
                } else if (pool.countsPadding()) {
                    count++;
                }
            }
        }
        return isMaximum ? folded : folded / count;
    }

    private double broadcast(int operand, int[] at) {
        Shape own = shape(operand);
        int[] index = new int[own.rank()];
        for (int i = 0; i < index.length; i++) {
            index[i] = own.dimension(i) == 1 ? 0 : at[at.length - index.length + i];
        }
        return at(operand, index);
    }

    private static double elementwise(Elementwise.Kind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case SQUARED_DIFFERENCE -> (a - b) * (a - b);
            case POWER -> Math.pow(a, b);
        };
    }

    private static double pointwise(Pointwise pointwise, double x, double slope) {
        return switch (pointwise.function()) {
            case COPY, QUANTIZE, DEQUANTIZE -> x;
            case CAST -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.max(0, Math.min(6, x));
            case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, x));
            case LEAKY_RELU -> x < 0 ? pointwise.parameter() * x : x;
            case PRELU -> x < 0 ? slope * x : x;
            case ELU -> x < 0 ? Math.exp(x) - 1 : x;
            case LOGISTIC -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
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

    private double softmax(int[] at) {
        int[] other = at.clone();
        double sum = 0;
        for (int c = 0; c < shape(0).channels(); c++) {
            other[other.length - 1] = c;
            sum += Math.exp(at(0, other) - at(0, at));
        }
        return 1 / sum;
    }

    /** As ONNX words it. */
    private double normalized(Operator.LocalResponseNormalization it, int[] at) {
        int[] other = at.clone();
        int c = at[at.length - 1];
        double half = (it.size() - 1) / 2.0;
        double squares = 0;
        for (int i = c - (int) Math.floor(half); i <= c + (int) Math.ceil(half); i++) {
            if (i >= 0 && i < shape(0).channels()) {
                other[other.length - 1] = i;
                squares += Math.pow(at(0, other), 2);
            }
        }
        return at(0, at) / Math.pow(it.bias() + it.alpha() / it.size() * squares, it.beta());
    }

    /** Every operand element is tried. */
    private double reduce(Reduce reduce, int[] at) {
        double folded = switch (reduce.kind()) {
            case PRODUCT -> 1;
            case MAXIMUM, ARG_MAXIMUM -> Double.NEGATIVE_INFINITY;
            case MINIMUM, ARG_MINIMUM -> Double.POSITIVE_INFINITY;
            default -> 0;
        };
        int count = 0;
        for (int i = 0; i < operands.get(0).length; i++) {
            int[] index = Index.of(i, shape(0));
            if (Index.reduced(index, shape(0), reduce)
                    == Index.flat(at, layer.ofm().shape())) {
                double x = operands.get(0)[i];
                folded = switch (reduce.kind()) {
                    case MEAN, SUM -> folded + x;
                    case PRODUCT -> folded * x;
                    case MAXIMUM, ARG_MAXIMUM -> Math.max(folded, x);
                    case MINIMUM, ARG_MINIMUM -> Math.min(folded, x);
                };
                count++;
            }
        }
        return reduce.kind() == Reduce.Kind.MEAN ? folded / count : folded;
    }

    private double resize(Operator.Resize resize, int[] at) {
        double y =
                position(resize, at[1], shape(0).height(), layer.ofm().shape().height());
        double x = position(resize, at[2], shape(0).width(), layer.ofm().shape().width());
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            double half = resize.alignCorners() ? 0.5 : 0;
            return pixel(at, (int) Math.floor(y + half), (int) Math.floor(x + half));
        }
        int row = (int) Math.floor(y);
        int column = (int) Math.floor(x);
        double upper = pixel(at, row, column) * (column + 1 - x) + pixel(at, row, column + 1) * (x - column);
        double lower = pixel(at, row + 1, column) * (column + 1 - x) + pixel(at, row + 1, column + 1) * (x - column);
        return upper * (row + 1 - y) + lower * (y - row);
    }

    private double pixel(int[] at, int row, int column) {
        int y = Math.max(0, Math.min(shape(0).height() - 1, row));
        int x = Math.max(0, Math.min(shape(0).width() - 1, column));
        return at(0, at[0], y, x, at[3]);
    }

    private double position(Operator.Resize resize, int output, int inputs, int outputs) {
        ElementType type = layer.operands().get(0).type();
        if (resize.mode() == Operator.Resize.Mode.BILINEAR && (type == ElementType.INT8 || type == ElementType.INT16)) {
            return fixedPosition(resize, output, inputs, outputs);
        }
        float scale =
                resize.alignCorners() && outputs > 1 ? (inputs - 1) / (float) (outputs - 1) : inputs / (float) outputs;
        boolean isBilinear = resize.mode() == Operator.Resize.Mode.BILINEAR;
        return resize.halfPixelCenters() ? (output + 0.5f) * scale - (isBilinear ? 0.5f : 0) : output * scale;
    }

    /** Steps and positions are whole numbers of 1024ths. */
    private static double fixedPosition(Operator.Resize resize, int output, int inputs, int outputs) {
        int gap = resize.alignCorners() && outputs > 1 ? 1 : 0;
        double step = Math.floor(1024.0 * (inputs - gap) / (outputs - gap) + 0.5);
        double first = resize.halfPixelCenters() ? Math.floor(step / 2) - 512 : 0;
        return (first + step * output) / 1024;
    }

    private static double activated(Activation activation, double x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.max(0, Math.min(6, x));
            case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, x));
            case TANH -> Math.tanh(x);
            case SIGN_BIT -> x < 0 ? 1 : 0;
        };
    }
}
