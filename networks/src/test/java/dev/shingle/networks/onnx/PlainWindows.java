package dev.shingle.networks.onnx;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.function.Function;

/** The operators of {@link PlainRuntime} that slide windows or multiply with matrices. */
final class PlainWindows {

    private final Function<Operand, double[]> real;

    PlainWindows(Function<Operand, double[]> real) {
        this.real = real;
    }

    private double bias(Layer layer, int channel) {
        return layer.operands().size() > 2 ? real.apply(layer.operands().get(2))[channel] : 0;
    }

    /** Rows of all images; window positions outside their own image are padding. */
    double[] convolution(Layer layer, Window window, int groups) {
        Shape in = layer.operands().get(0).shape();
        Shape out = layer.ofm().shape();
        double[] data = real.apply(layer.operands().get(0));
        double[] weights = real.apply(layer.operands().get(1));
        int each = in.channels() / groups;
        int outputs = out.channels() / groups;
        double[] result = new double[(int) out.elements()];
        int next = 0;
        for (int row = 0; row < out.batch() * out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = bias(layer, o);
                    for (int i = 0; i < window.kernelHeight(); i++) {
                        for (int j = 0; j < window.kernelWidth(); j++) {
                            int pixel = pixel(window, in, out, row, column, i, j);
                            int weight = ((o * window.kernelHeight() + i) * window.kernelWidth() + j) * each;
                            int first = pixel * in.channels() + o / outputs * each;
                            for (int c = 0; pixel >= 0 && c < each; c++) {
                                sum += data[first + c] * weights[weight + c];
                            }
                        }
                    }
                    result[next++] = sum;
                }
            }
        }
        return result;
    }

    private static int pixel(Window window, Shape in, Shape out, int row, int column, int i, int j) {
        int image = row / out.height();
        int y = row % out.height() * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
        int x = column * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
        boolean isInside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
        return isInside ? (image * in.height() + y) * in.width() + x : -1;
    }

    double[] depthwise(Layer layer, Window window, int multiplier) {
        Shape in = layer.operands().get(0).shape();
        Shape out = layer.ofm().shape();
        double[] data = real.apply(layer.operands().get(0));
        double[] weights = real.apply(layer.operands().get(1));
        double[] result = new double[(int) out.elements()];
        int next = 0;
        for (int row = 0; row < out.batch() * out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = bias(layer, o);
                    for (int i = 0; i < window.kernelHeight(); i++) {
                        for (int j = 0; j < window.kernelWidth(); j++) {
                            int pixel = pixel(window, in, out, row, column, i, j);
                            sum += pixel < 0
                                    ? 0
                                    : data[pixel * in.channels() + o / multiplier]
                                            * weights[(i * window.kernelWidth() + j) * out.channels() + o];
                        }
                    }
                    result[next++] = sum;
                }
            }
        }
        return result;
    }

    double[] transposed(Layer layer, Window window) {
        Shape in = layer.operands().get(0).shape();
        Shape out = layer.ofm().shape();
        double[] data = real.apply(layer.operands().get(0));
        double[] weights = real.apply(layer.operands().get(1));
        double[] result = new double[(int) out.elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bias(layer, i % out.channels());
        }
        for (int row = 0; row < in.batch() * in.height(); row++) {
            for (int column = 0; column < in.width(); column++) {
                for (int i = 0; i < window.kernelHeight(); i++) {
                    for (int j = 0; j < window.kernelWidth(); j++) {
                        int y = row % in.height() * window.strideHeight()
                                - window.padding().top()
                                + i;
                        int x = column * window.strideWidth() - window.padding().left() + j;
                        if (y < 0 || y >= out.height() || x < 0 || x >= out.width()) {
                            continue;
                        }
                        int target = ((row / in.height() * out.height() + y) * out.width() + x) * out.channels();
                        for (int o = 0; o < out.channels(); o++) {
                            int weight = ((o * window.kernelHeight() + i) * window.kernelWidth() + j) * in.channels();
                            for (int c = 0; c < in.channels(); c++) {
                                result[target + o] +=
                                        weights[weight + c] * data[(row * in.width() + column) * in.channels() + c];
                            }
                        }
                    }
                }
            }
        }
        return result;
    }

    double[] connected(Layer layer) {
        double[] data = real.apply(layer.operands().get(0));
        double[] weights = real.apply(layer.operands().get(1));
        int outputs = layer.operands().get(1).shape().dimension(0);
        int length = layer.operands().get(1).shape().dimension(1);
        double[] result = new double[data.length / length * outputs];
        for (int i = 0; i < result.length; i++) {
            double sum = bias(layer, i % outputs);
            for (int k = 0; k < length; k++) {
                sum += data[i / outputs * length + k] * weights[i % outputs * length + k];
            }
            result[i] = sum;
        }
        return result;
    }

    double[] pool(Layer layer, Operator.Pool pool) {
        Shape in = layer.operands().get(0).shape();
        Shape out = layer.ofm().shape();
        double[] data = real.apply(layer.operands().get(0));
        double[] result = new double[(int) out.elements()];
        Window window = pool.window();
        boolean isMaximum = pool.kind() == Operator.Pool.Kind.MAX;
        for (int next = 0; next < result.length; next++) {
            int channel = next % out.channels();
            int column = next / out.channels() % out.width();
            int row = next / out.channels() / out.width();
            double reduced = isMaximum ? Double.NEGATIVE_INFINITY : 0;
            int count = 0;
            for (int i = 0; i < window.kernelHeight(); i++) {
                for (int j = 0; j < window.kernelWidth(); j++) {
                    int pixel = pixel(window, in, out, row, column, i, j);
                    if (pixel >= 0) {
                        double value = data[pixel * in.channels() + channel];
                        reduced = isMaximum ? Math.max(reduced, value) : reduced + value;
                    }
                    count += pixel >= 0 || pool.countsPadding() ? 1 : 0;
                }
            }
            result[next] = isMaximum ? reduced : reduced / count;
        }
        return result;
    }

    /** The format's own words: from {@code c - floor((size-1)/2)} to {@code c + ceil((size-1)/2)}. */
    double[] normalized(Layer layer, Operator.LocalResponseNormalization operator) {
        double[] from = real.apply(layer.operands().get(0));
        int channels = layer.ofm().shape().channels();
        double half = (operator.size() - 1) / 2.0;
        double[] result = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            int c = i % channels;
            double sum = 0;
            for (int other = 0; other < channels; other++) {
                boolean isNear = other >= c - Math.floor(half) && other <= c + Math.ceil(half);
                sum += isNear ? from[i - c + other] * from[i - c + other] : 0;
            }
            result[i] = from[i] / Math.pow(operator.bias() + operator.alpha() / operator.size() * sum, operator.beta());
        }
        return result;
    }
}
