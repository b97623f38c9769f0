package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/**
 * Operators that slide a window, or multiply with a matrix. Paddings that no rule gives have become layers of their own;
 * only the average that leaves such a padding out is left, and cannot be expressed.
 */
final class WindowLayers {

    private static final int SAME = 0;
    private static final int VALID = 1;

    private WindowLayers() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.of(
                Operator.Convolution.class, Rule.of(Operator.Convolution.class, WindowLayers::convolution),
                Operator.DepthwiseConvolution.class,
                        Rule.of(Operator.DepthwiseConvolution.class, WindowLayers::depthwise),
                Operator.TransposedConvolution.class,
                        Rule.of(Operator.TransposedConvolution.class, WindowLayers::transposed),
                Operator.Pool.class, Rule.of(Operator.Pool.class, WindowLayers::pool),
                Operator.FullyConnected.class, Rule.of(Operator.FullyConnected.class, WindowLayers::fullyConnected));
    }

    private static void convolution(Site site, Operator.Convolution operator) {
        Window window = operator.window();
        Options options = slid(site, window)
                .int8(3, site.fused(operator.activation()))
                .int32(4, window.dilationWidth())
                .int32(5, window.dilationHeight());
        site.emit(Builtin.CONV_2D, operator.groups() > 1 ? 6 : 1, options, site.inputs());
    }

    private static void depthwise(Site site, Operator.DepthwiseConvolution operator) {
        Window window = operator.window();
        Options options = slid(site, window)
                .int32(3, operator.multiplier())
                .int8(4, site.fused(operator.activation()))
                .int32(5, window.dilationWidth())
                .int32(6, window.dilationHeight());
        boolean dilated = window.dilationWidth() > 1 || window.dilationHeight() > 1;
        site.emit(Builtin.DEPTHWISE_CONV_2D, dilated ? 2 : 1, options, site.inputs());
    }

    private static void pool(Site site, Operator.Pool operator) {
        Window window = operator.window();
        if (window.dilationHeight() > 1 || window.dilationWidth() > 1) {
            throw site.refusal("a pooling with dilation", "none");
        }
        Options options = slid(site, window)
                .int32(3, window.kernelWidth())
                .int32(4, window.kernelHeight())
                .int8(5, site.fused(operator.activation()));
        boolean maximum = operator.kind() == Operator.Pool.Kind.MAX;
        site.emit(maximum ? Builtin.MAX_POOL_2D : Builtin.AVERAGE_POOL_2D, options);
    }

    /** Operands in the file: output shape, weights, input, bias. The crop is that of the result's size. */
    private static void transposed(Site site, Operator.TransposedConvolution operator) {
        Window window = operator.window();
        site.image();
        Shape output = site.result().shape();
        Options options = new Options()
                .int8(0, rule(site, window, output))
                .int32(1, window.strideWidth())
                .int32(2, window.strideHeight())
                .int8(3, site.fused(operator.activation()));
        ImmutableIntArray.Builder inputs = ImmutableIntArray.builder()
                .add(site.integers("output-shape", output.dimensions().toArray()))
                .add(site.input(1))
                .add(site.input(0));
        boolean biased = site.operandCount() > 2;
        if (biased) {
            inputs.add(site.input(2));
        }
        int version = site.fused(operator.activation()) != 0 ? 4 : biased ? 3 : 1;
        site.emit(Builtin.TRANSPOSE_CONV, version, options, inputs.build());
    }

    private static Options slid(Site site, Window window) {
        Shape image = site.image();
        return new Options()
                .int8(0, rule(site, window, image))
                .int32(1, window.strideWidth())
                .int32(2, window.strideHeight());
    }

    private static int rule(Site site, Window window, Shape image) {
        if (window.padding().equals(Padding.NONE)) {
            return VALID;
        }
        Padding same = window.withSamePadding(image.height(), image.width()).padding();
        if (!same.equals(window.padding())) {
            throw site.refusal(
                    (site.layer().operator() instanceof Operator.Pool
                                    ? "an average over a padding of "
                                    : "a padding of ")
                            + text(window.padding()),
                    text(same) + ", as the rule SAME gives");
        }
        return SAME;
    }

    private static String text(Padding padding) {
        return padding.top() + "+" + padding.bottom() + " rows and " + padding.left() + "+" + padding.right()
                + " columns";
    }

    private static void fullyConnected(Site site, Operator.FullyConnected operator) {
        boolean keeps = !Vectors.isJoined(site.layer());
        Options options = new Options()
                .int8(0, site.fused(operator.activation()))
                .int8(1, 0)
                .flag(2, keeps)
                .flag(3, operator.asymmetricInputs());
        site.emit(Builtin.FULLY_CONNECTED, site.operandCount() < 3 ? 6 : keeps ? 5 : 1, options, site.inputs());
    }
}
