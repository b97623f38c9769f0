package dev.shingle.mapper.verify;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;

/** Sliding windows: which input rows, columns and channels an output pixel is made of, tap by tap. */
final class WindowRules {

    private WindowRules() {}

    static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        if (operator instanceof Operator.Pool pool) {
            return Optional.of(pool.window());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return Optional.of(transposed.window());
        }
        return Optional.empty();
    }

    /** The reads of a windowed operator's first operand; empty for any other operator. */
    static Optional<SeparableReads> of(Operator operator, Shape grid, Shape operand) {
        return window(operator)
                .map(window -> operator instanceof Operator.TransposedConvolution
                        ? transposed(window, grid, operand)
                        : sliding(window, grid, operand, channels(operator, grid, operand)));
    }

    private static SeparableReads sliding(Window window, Shape grid, Shape operand, ChannelReads channels) {
        AxisReads withinImage = taps(
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                window.padding().top(),
                operand.height());
        AxisReads columns = taps(
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                window.padding().left(),
                operand.width());
        return new SeparableReads(operand, perImage(withinImage, grid, operand), columns, channels);
    }

    private static SeparableReads transposed(Window window, Shape grid, Shape operand) {
        AxisReads withinImage = scattered(
                window.kernelHeight(), window.strideHeight(), window.padding().top(), operand.height());
        AxisReads columns = scattered(
                window.kernelWidth(), window.strideWidth(), window.padding().left(), operand.width());
        ChannelReads channels = ChannelReads.all(operand.channels());
        return new SeparableReads(operand, perImage(withinImage, grid, operand), columns, channels);
    }

    private static AxisReads perImage(AxisReads withinImage, Shape grid, Shape operand) {
        return AxisReads.joined(
                new AxisReads[] {AxisReads.same(), withinImage},
                new int[] {grid.batch(), grid.height()},
                new int[] {operand.batch(), operand.height()});
    }

    private static AxisReads taps(int kernel, int stride, int dilation, int padding, int size) {
        return (index, operandIndex) -> {
            long first = (long) index * stride - padding;
            for (int tap = 0; tap < kernel; tap++) {
                long i = first + (long) tap * dilation;
                if (i >= size) {
                    return;
                }
                if (i >= 0) {
                    operandIndex.accept((int) i);
                }
            }
        };
    }

    /** Input i adds into outputs i*stride - padding + tap, so output o is made of the i for which some tap gives o. */
    private static AxisReads scattered(int kernel, int stride, int padding, int size) {
        return (index, operandIndex) -> {
            for (int tap = kernel - 1; tap >= 0; tap--) {
                long scaled = (long) index + padding - tap;
                if (scaled >= 0 && scaled % stride == 0 && scaled / stride < size) {
                    operandIndex.accept((int) (scaled / stride));
                }
            }
        };
    }

    private static ChannelReads channels(Operator operator, Shape grid, Shape operand) {
        if (operator instanceof Operator.Convolution convolution && convolution.groups() > 1) {
            int outputs = grid.channels() / convolution.groups();
            int inputs = operand.channels() / convolution.groups();
            return (first, end, ranges) -> ranges.range(first / outputs * inputs, ((end - 1) / outputs + 1) * inputs);
        }
        if (operator instanceof Operator.Convolution) {
            return ChannelReads.all(operand.channels());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            int multiplier = depthwise.multiplier();
            return (first, end, ranges) -> ranges.range(first / multiplier, (end - 1) / multiplier + 1);
        }
        return ChannelReads.same();
    }
}
