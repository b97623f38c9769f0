package dev.shingle.networks.zoo.recipes;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;

/** What several networks are made of. */
public final class Blocks {

    /** Values of the parameter {@code padding}. */
    public static final ImmutableMap<String, Border> BORDERS =
            ImmutableMap.of("same", Border.SAME, "symmetric", Border.SYMMETRIC);

    private Blocks() {}

    /** 3x3 depthwise, then 1x1 over all channels; {@code activation} behind the second, RELU6 behind the first. */
    public static FeatureMap separable(
            NetworkBuilder net,
            String name,
            FeatureMap ifm,
            int channels,
            int stride,
            Border border,
            Activation activation) {
        FeatureMap spatial =
                net.depthwise(name + "-depthwise", ifm, 1, border.window(ifm, 3, stride), Activation.RELU6);
        return net.convolution(name + "-pointwise", spatial, channels, Window.pointwise(), activation);
    }

    /** 3x3 with stride 1 and the input's size. */
    public static FeatureMap convolution3x3(
            NetworkBuilder net, String name, FeatureMap ifm, int channels, Activation activation) {
        return net.convolution(name, ifm, channels, Border.SYMMETRIC.window(ifm, 3, 1), activation);
    }

    /** 1x1. */
    public static FeatureMap pointwise(
            NetworkBuilder net, String name, FeatureMap ifm, int channels, Activation activation) {
        return net.convolution(name, ifm, channels, Window.pointwise(), activation);
    }

    /**
     * Each channel times a factor plus an offset: a normalisation in front of a rectifier, which no convolution before it
     * can take in.
     */
    public static FeatureMap scale(NetworkBuilder net, String name, FeatureMap ifm, Activation activation) {
        return net.depthwise(name, ifm, 1, Window.pointwise(), activation);
    }

    /** Caffe's pools: none of the input is left out, so that a last window may reach over the lower and right border. */
    public static Window wholeInput(FeatureMap ifm, int kernel, int stride) {
        Padding padding = new Padding(
                0,
                beyond(ifm.shape().height(), kernel, stride),
                0,
                beyond(ifm.shape().width(), kernel, stride));
        return Window.square(kernel, stride, padding);
    }

    private static int beyond(int size, int kernel, int stride) {
        int strides = (Math.max(0, size - kernel) + stride - 1) / stride;
        return Math.max(0, strides * stride + kernel - size);
    }

    /** Mean over the image, one number for each class, probabilities. */
    public static FeatureMap classes(NetworkBuilder net, FeatureMap ifm, int classes) {
        FeatureMap pooled = net.globalAveragePool("pool", ifm);
        return net.softmax("softmax", net.fullyConnected("classes", pooled, classes, Activation.NONE));
    }
}
