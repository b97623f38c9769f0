package dev.shingle.networks.zoo;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;

/** What several networks are made of. */
final class Blocks {

    /** Values of the parameter {@code padding}. */
    static final ImmutableMap<String, Border> BORDERS =
            ImmutableMap.of("same", Border.SAME, "symmetric", Border.SYMMETRIC);

    private Blocks() {}

    /** 3x3 depthwise, then 1x1 over all channels; {@code activation} behind the second, RELU6 behind the first. */
    static FeatureMap separable(
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
    static FeatureMap convolution3x3(
            NetworkBuilder net, String name, FeatureMap ifm, int channels, Activation activation) {
        return net.convolution(name, ifm, channels, Border.SYMMETRIC.window(ifm, 3, 1), activation);
    }
}
