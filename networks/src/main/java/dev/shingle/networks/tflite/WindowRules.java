package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/**
 * Operators that slide a window. The file names a rule for the padding, SAME or VALID; layers carry its numbers:
 *
 * <pre>
 *   outputs = ceil(n / stride)                                   (SAME)
 *   border  = max(0, (outputs - 1) * stride + extent - n),  the odd pixel below and right
 * </pre>
 *
 * VALID has no border. A transposed convolution is cropped by the border of the convolution that it transposes, whose input
 * is its output.
 */
final class WindowRules {

    private static final int CONVOLUTION_OPTIONS = 1;
    private static final int DEPTHWISE_OPTIONS = 2;
    private static final int POOL_OPTIONS = 5;
    private static final int TRANSPOSED_OPTIONS = 49;

    private static final int PADDING = 0;
    private static final int STRIDE_WIDTH = 1;
    private static final int STRIDE_HEIGHT = 2;

    private WindowRules() {}

    static ImmutableMap<String, OperatorRule> all() {
        return ImmutableMap.of(
                "CONV_2D", WindowRules::convolution,
                "DEPTHWISE_CONV_2D", WindowRules::depthwise,
                "TRANSPOSE_CONV", WindowRules::transposed,
                "AVERAGE_POOL_2D", view -> pool(view, Operator.Pool.Kind.AVERAGE),
                "MAX_POOL_2D", view -> pool(view, Operator.Pool.Kind.MAX));
    }

    private static Translation convolution(OperatorView view) {
        FlatTable options = view.options(CONVOLUTION_OPTIONS);
        Shape weights = rank4(view, 1);
        Window window = window(view, options, weights, options.int32(5, 1), options.int32(4, 1));
        int groups = quotient(view, rank4(view, 0).channels(), weights.channels(), "input channels");
        return Translation.of(
                new Operator.Convolution(window, groups, view.activation(options, 3)), view.operands(0, 3));
    }

    private static Translation depthwise(OperatorView view) {
        FlatTable options = view.options(DEPTHWISE_OPTIONS);
        Shape weights = rank4(view, 1);
        Window window = window(view, options, weights, options.int32(6, 1), options.int32(5, 1));
        int multiplier = quotient(view, weights.channels(), rank4(view, 0).channels(), "filter channels");
        return Translation.of(
                new Operator.DepthwiseConvolution(window, multiplier, view.activation(options, 4)),
                view.operands(0, 3));
    }

    private static Translation pool(OperatorView view, Operator.Pool.Kind kind) {
        FlatTable options = view.options(POOL_OPTIONS);
        Shape kernel = Shape.of(1, options.int32(4, 0), options.int32(3, 0), 1);
        Window window = window(view, options, kernel, 1, 1);
        return Translation.of(new Operator.Pool(kind, window, false, view.activation(options, 5)), view.operand(0));
    }

    /** Operands in the file: output shape, weights, input, bias. */
    private static Translation transposed(OperatorView view) {
        FlatTable options = view.options(TRANSPOSED_OPTIONS);
        Shape output = Shape.of(view.integers(0, 4));
        Shape weights = rank4(view, 1);
        Window unpadded = unpadded(options, weights, 1, 1);
        Window window = unpadded.withPadding(padding(view, options, unpadded, output));
        ImmutableList<Operand> operands = ImmutableList.<Operand>builder()
                .add(view.operand(2), view.operand(1))
                .addAll(view.operands(3, 4))
                .build();
        Operator operator = new Operator.TransposedConvolution(window, view.activation(options, 3));
        return Translation.to(ImmutableList.of(output), operator, operands);
    }

    private static Window window(
            OperatorView view, FlatTable options, Shape kernel, int dilationHeight, int dilationWidth) {
        Window unpadded = unpadded(options, kernel, dilationHeight, dilationWidth);
        return unpadded.withPadding(padding(view, options, unpadded, rank4(view, 0)));
    }

    private static Window unpadded(FlatTable options, Shape kernel, int dilationHeight, int dilationWidth) {
        return new Window(
                kernel.height(),
                kernel.width(),
                options.int32(STRIDE_HEIGHT, 0),
                options.int32(STRIDE_WIDTH, 0),
                dilationHeight,
                dilationWidth,
                Padding.NONE);
    }

    private static Padding padding(OperatorView view, FlatTable options, Window window, Shape image) {
        int rule = options.int8(PADDING, 0);
        if (rule != 0 && rule != 1) {
            throw view.failure("padding rule " + rule, "0 (SAME) or 1 (VALID)");
        }
        if (rule == 1) {
            return Padding.NONE;
        }
        int rows = same(image.height(), window.strideHeight(), window.extentHeight());
        int columns = same(image.width(), window.strideWidth(), window.extentWidth());
        return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    /** In {@code long}: a hostile stride must not wrap around into a plausible border. */
    private static int same(long size, long stride, long extent) {
        long outputs = (size + stride - 1) / stride;
        return Math.toIntExact(Math.max(0, (outputs - 1) * stride + extent - size));
    }

    private static Shape rank4(OperatorView view, int input) {
        Shape shape = view.shape(input);
        if (shape.rank() != 4) {
            throw view.failure("operand " + input + " of " + shape.rank() + " dimensions", "4");
        }
        return shape;
    }

    private static int quotient(OperatorView view, int whole, int part, String what) {
        if (whole % part != 0) {
            throw view.failure(whole + " " + what, "a multiple of " + part);
        }
        return whole / part;
    }
}
