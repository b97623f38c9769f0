package dev.shingle.testkit.runnable;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.testkit.runnable.RunnableNetworks.Idea;

/** Layers with weights, and those that slide a window. */
final class WindowIdeas {

    private static final ImmutableList<Activation> ACTIVATIONS = ImmutableList.of(
            Activation.NONE, Activation.NONE, Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1);

    private WindowIdeas() {}

    static ImmutableList<Idea> all() {
        Idea convolution = Idea.on(WindowIdeas::isImage, WindowIdeas::convolution);
        Idea depthwise = Idea.on(WindowIdeas::isImage, WindowIdeas::depthwise);
        Idea pool = Idea.on(WindowIdeas::isImage, WindowIdeas::pool);
        return ImmutableList.of(
                convolution,
                convolution,
                convolution,
                depthwise,
                depthwise,
                pool,
                pool,
                Idea.on(WindowIdeas::isGroupable, WindowIdeas::grouped),
                Idea.on(WindowIdeas::isImage, WindowIdeas::transposed),
                Idea.on((draft, map) -> map.shape().rank() >= 2, WindowIdeas::fullyConnected));
    }

    static boolean isImage(Draft draft, FeatureMap map) {
        return map.shape().rank() == 4;
    }

    private static boolean isGroupable(Draft draft, FeatureMap map) {
        return isImage(draft, map)
                && map.shape().channels() % 2 == 0
                && draft.type() != ElementType.UINT8
                && draft.type() != ElementType.INT16;
    }

    private static void convolution(Draft draft, FeatureMap map) {
        convolution(draft, map, 1);
    }

    private static void grouped(Draft draft, FeatureMap map) {
        convolution(draft, map, draft.chance(70) ? 2 : map.shape().channels());
    }

    private static void convolution(Draft draft, FeatureMap map, int groups) {
        Window window = window(draft, map, true);
        int channels = groups * draft.between(1, groups == 1 ? 9 : 3);
        Shape shape = Shape.of(
                channels,
                window.kernelHeight(),
                window.kernelWidth(),
                map.shape().channels() / groups);
        Activation activation = draft.oneOf(ACTIVATIONS);
        weighted(draft, map, new Operator.Convolution(window, groups, activation), shape, 0, activation);
    }

    private static void depthwise(Draft draft, FeatureMap map) {
        Window window = window(draft, map, true);
        int multiplier = draft.chance(60) ? 1 : draft.between(2, 4);
        Shape shape = Shape.of(
                1,
                window.kernelHeight(),
                window.kernelWidth(),
                Math.multiplyExact(map.shape().channels(), multiplier));
        Activation activation = draft.oneOf(ACTIVATIONS);
        weighted(draft, map, new Operator.DepthwiseConvolution(window, multiplier, activation), shape, 3, activation);
    }

    private static void fullyConnected(Draft draft, FeatureMap map) {
        Shape shape = Shape.of(draft.between(1, 12), map.shape().channels());
        Activation activation = draft.oneOf(ACTIVATIONS);
        weighted(draft, map, new Operator.FullyConnected(activation), shape, 0, activation);
    }

    private static void weighted(
            Draft draft, FeatureMap map, Operator operator, Shape shape, int axis, Activation activation) {
        Constant weights = weights(draft, shape, axis, operator instanceof Operator.FullyConnected);
        Quantization result = draft.scales().withRange(draft.scales().range(map), activation);
        if (draft.chance(10)) {
            draft.add(operator, result, map, weights);
        } else {
            draft.add(operator, result, map, weights, bias(draft, map, weights, shape.dimension(axis)));
        }
    }

    private static Constant weights(Draft draft, Shape shape, int axis, boolean isMatrix) {
        int channels = shape.dimension(axis);
        long fanIn = axis == 0 ? shape.elements() / channels : (long) shape.height() * shape.width();
        boolean perChannel = !isMatrix && draft.chance(85);
        Scales scales = draft.scales();
        Quantization quantization = scales.weights(channels, axis, fanIn, perChannel);
        byte[] bytes = scales.weightBytes(shape.elements(), fanIn);
        return draft.constant("weights", shape, scales.weightType(), quantization, bytes);
    }

    private static Constant bias(Draft draft, FeatureMap map, Constant weights, int channels) {
        Scales scales = draft.scales();
        Quantization quantization = scales.bias(map.quantization(), weights.quantization());
        ElementType type = scales.biasType();
        byte[] bytes = scales.biasBytes(channels, type, map, quantization);
        return draft.constant("bias", Shape.of(channels), type, quantization, bytes);
    }

    private static void transposed(Draft draft, FeatureMap map) {
        Window window = new Window(
                draft.between(1, 4), draft.between(1, 4), draft.between(1, 3), draft.between(1, 3), 1, 1, crop(draft));
        Padding crop = window.padding();
        Shape from = map.shape();
        int height = (from.height() - 1) * window.strideHeight() + window.kernelHeight() - crop.top() - crop.bottom();
        int width = (from.width() - 1) * window.strideWidth() + window.kernelWidth() - crop.left() - crop.right();
        if (height < 1 || width < 1) {
            return;
        }
        int channels = draft.between(1, 6);
        Shape shape = Shape.of(channels, window.kernelHeight(), window.kernelWidth(), from.channels());
        Activation activation = draft.chance(70) ? Activation.NONE : Activation.RELU;
        Constant weights = weights(draft, shape, 0, false);
        Quantization result = draft.scales().withRange(draft.scales().range(map), activation);
        draft.add(
                new Operator.TransposedConvolution(window, activation),
                Shape.of(from.batch(), height, width, channels),
                result,
                map,
                weights,
                bias(draft, map, weights, channels));
    }

    private static Padding crop(Draft draft) {
        return draft.chance(50)
                ? Padding.NONE
                : new Padding(draft.between(0, 1), draft.between(0, 1), draft.between(0, 1), draft.between(0, 1));
    }

    private static void pool(Draft draft, FeatureMap map) {
        boolean isMaximum = draft.chance(50);
        Window window = window(draft, map, false);
        boolean isByRule = window.padding().equals(Padding.NONE)
                || window.withSamePadding(map.shape().height(), map.shape().width())
                        .equals(window);
        boolean countsPadding = !isMaximum && draft.chance(30);
        if (isMaximum || isByRule || countsPadding) {
            Operator.Pool.Kind kind = isMaximum ? Operator.Pool.Kind.MAX : Operator.Pool.Kind.AVERAGE;
            Activation activation = draft.chance(80) ? Activation.NONE : draft.oneOf(ACTIVATIONS);
            draft.add(new Operator.Pool(kind, window, countsPadding, activation), map.quantization(), map);
        }
    }

    /** Height and width of everything differ; the padding is none, that of the rule SAME, or neither. */
    private static Window window(Draft draft, FeatureMap map, boolean mayBeDilated) {
        int dilation = mayBeDilated && draft.chance(20) ? 2 : 1;
        Window window = new Window(
                draft.between(1, 4),
                draft.between(1, 4),
                draft.between(1, 3),
                draft.between(1, 3),
                dilation,
                mayBeDilated && draft.chance(20) ? draft.between(1, 3) : dilation,
                Padding.NONE);
        if (draft.chance(15)) {
            return new Window(map.shape().height(), map.shape().width(), 1, 1, 1, 1, Padding.NONE);
        }
        if (draft.chance(55)) {
            return window.withSamePadding(map.shape().height(), map.shape().width());
        }
        return draft.chance(70)
                ? window
                : window.withPadding(new Padding(
                        draft.between(0, 2), draft.between(0, 2), draft.between(0, 2), draft.between(0, 2)));
    }
}
