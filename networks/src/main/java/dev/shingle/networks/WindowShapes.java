package dev.shingle.networks;

import static dev.shingle.networks.ShapeMismatch.dimension;
import static dev.shingle.networks.ShapeMismatch.require;
import static dev.shingle.networks.ShapeMismatch.text;

import com.google.common.collect.ImmutableList;

/**
 * Shapes of operators that multiply with weights or slide a window.
 *
 * <p>A window of extent {@code e = (kernel-1)*dilation + 1} on {@code n} rows with stride {@code s} gives
 *
 * <pre>    floor((before + n + after - e) / s) + 1</pre>
 *
 * rows. Padding is always explicit: a reader that meets a rule such as SAME, or pooling that rounds up, has turned it into
 * numbers. Windows that lie wholly in the padding are legal.
 */
final class WindowShapes {

    private WindowShapes() {}

    static Shape convolution(Operator.Convolution convolution, ImmutableList<Shape> operands) {
        Shape input = image(operands.get(0));
        Shape weights = weights(operands.get(1), convolution.window());
        int groups = convolution.groups();
        int outputChannels = weights.dimension(0);
        require(
                groups >= 1 && input.channels() % groups == 0 && outputChannels % groups == 0,
                groups + " groups",
                "a divisor of " + input.channels() + " input and " + outputChannels + " output channels");
        require(
                weights.dimension(3) == input.channels() / groups,
                "weights " + text(weights),
                input.channels() / groups + " input channels a group");
        requireBias(operands, outputChannels);
        return slide(convolution.window(), input, outputChannels);
    }

    static Shape depthwise(Operator.DepthwiseConvolution depthwise, ImmutableList<Shape> operands) {
        Shape input = image(operands.get(0));
        Shape weights = weights(operands.get(1), depthwise.window());
        long outputChannels = (long) input.channels() * depthwise.multiplier();
        require(depthwise.multiplier() >= 1, "multiplier " + depthwise.multiplier(), "at least 1");
        require(
                weights.dimension(0) == 1 && weights.dimension(3) == outputChannels,
                "weights " + text(weights),
                "1 filter of " + outputChannels + " channels");
        requireBias(operands, weights.dimension(3));
        return slide(depthwise.window(), input, weights.dimension(3));
    }

    /** Input, output and window of a pooling or convolution over explicit padding. */
    static Shape slide(Window window, Shape input, int outputChannels) {
        image(input);
        Padding padding = window.padding();
        long rows = positions(
                (long) input.height() + padding.top() + padding.bottom(),
                extent(window.kernelHeight(), window.dilationHeight()),
                window.strideHeight(),
                "rows");
        long columns = positions(
                (long) input.width() + padding.left() + padding.right(),
                extent(window.kernelWidth(), window.dilationWidth()),
                window.strideWidth(),
                "columns");
        return withImage(input, rows, columns, outputChannels);
    }

    private static long positions(long padded, long extent, int stride, String what) {
        require(
                padded >= extent,
                "a window over " + extent + " " + what + " of a padded input of " + padded,
                "a window that fits");
        return (padded - extent) / stride + 1;
    }

    private static long extent(int kernel, int dilation) {
        return (kernel - 1L) * dilation + 1;
    }

    /**
     * The output of a transposed convolution is an input of the convolution that it transposes: with {@code full =
     * (n-1)*s + k} rows less the cropped ones, up to {@code s-1} further rows give the same number n.
     */
    static void requireTransposed(
            Operator.TransposedConvolution transposed, ImmutableList<Shape> operands, Shape output) {
        Window window = transposed.window();
        require(
                window.dilationHeight() == 1 && window.dilationWidth() == 1,
                "dilation " + window.dilationHeight() + "x" + window.dilationWidth(),
                "1x1 in a transposed convolution");
        Shape input = image(operands.get(0));
        Shape weights = weights(operands.get(1), window);
        require(
                weights.dimension(3) == input.channels(),
                "weights " + text(weights),
                input.channels() + " input channels");
        requireBias(operands, weights.dimension(0));
        require(
                output.equals(withImage(input, image(output).height(), output.width(), weights.dimension(0))),
                "output " + text(output),
                "the batch of " + text(input) + " and " + weights.dimension(0) + " channels");
        Padding crop = window.padding();
        requireUnfolded(
                output.height(),
                (input.height() - 1L) * window.strideHeight() + window.kernelHeight() - crop.top() - crop.bottom(),
                window.strideHeight(),
                "rows");
        requireUnfolded(
                output.width(),
                (input.width() - 1L) * window.strideWidth() + window.kernelWidth() - crop.left() - crop.right(),
                window.strideWidth(),
                "columns");
    }

    private static void requireUnfolded(int found, long least, int stride, String what) {
        require(
                found >= least && found < least + stride,
                found + " output " + what,
                stride == 1 ? String.valueOf(least) : least + " to " + (least + stride - 1));
    }

    static Shape fullyConnected(ImmutableList<Shape> operands) {
        Shape input = operands.get(0);
        Shape weights = operands.get(1);
        require(weights.rank() == 2, "weights " + text(weights), "2 dimensions");
        int length = weights.dimension(1);
        require(
                input.elements() % length == 0,
                "an input of " + input.elements() + " elements",
                "a multiple of the weights' " + length);
        requireBias(operands, weights.dimension(0));
        return Shape.of(dimension(input.elements() / length, "a batch"), weights.dimension(0));
    }

    static void requireFullyConnected(ImmutableList<Shape> operands, Shape output) {
        Shape expected = fullyConnected(operands);
        require(
                output.rank() >= 1
                        && output.channels() == expected.channels()
                        && output.elements() == expected.elements(),
                "output " + text(output),
                text(expected) + " or more dimensions of as many elements");
    }

    static Shape image(Shape shape) {
        require(shape.rank() >= 3, "a tensor " + text(shape), "at least height, width and channels");
        return shape;
    }

    /** The leading dimensions of an image tensor with another height, width and channel count. */
    static Shape withImage(Shape image, long rows, long columns, long channels) {
        int[] dimensions = image.dimensions().toArray();
        dimensions[dimensions.length - 3] = dimension(rows, "a height");
        dimensions[dimensions.length - 2] = dimension(columns, "a width");
        dimensions[dimensions.length - 1] = dimension(channels, "a channel count");
        return Shape.of(dimensions);
    }

    private static Shape weights(Shape weights, Window window) {
        require(
                weights.rank() == 4
                        && weights.dimension(1) == window.kernelHeight()
                        && weights.dimension(2) == window.kernelWidth(),
                "weights " + text(weights),
                "4 dimensions with a kernel of " + window.kernelHeight() + "x" + window.kernelWidth());
        return weights;
    }

    private static void requireBias(ImmutableList<Shape> operands, int outputChannels) {
        if (operands.size() > 2) {
            Shape bias = operands.get(2);
            require(
                    bias.rank() >= 1 && bias.channels() == outputChannels && bias.elements() == outputChannels,
                    "bias " + text(bias),
                    outputChannels + " elements");
        }
    }
}
