package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * Residual blocks of two 3x3 convolutions at the small size, one addition around all of them, then the enlargement.
 *
 * <pre>
 *   image --- head --+-- block1 .. block16 --- conv ---+ add --- conv (4 times as many) --- depth to space --- sharp
 *                    +---------------------------------+
 * </pre>
 *
 * {@code tail=direct} makes the large image's pixels at once, with neither the wide convolution nor one at the large
 * size, as networks for telephones do; the default is the paper's.
 */
final class Edsr {

    private static final ImmutableMap<String, Boolean> TAILS = ImmutableMap.of("paper", false, "direct", true);

    private Edsr() {}

    static Recipe recipe() {
        return new Recipe(
                "edsr",
                ImmutableMap.of("input", "120x160x3", "blocks", "16", "channels", "64", "scale", "2", "tail", "paper"),
                "EDSR (baseline) super-resolution: residual blocks without normalisation",
                "Lim et al., Enhanced Deep Residual Networks for Single Image Super-Resolution, arXiv 1707.02921",
                "edsr:540x960x3,blocks=5,channels=32,tail=direct",
                Edsr::build);
    }

    private static Network build(String name, Parameters parameters) {
        int blocks = parameters.count("blocks", 1, 100);
        int channels = parameters.count("channels", 1, 4096);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap head = Blocks.convolution3x3(net, "head", image, channels, Activation.NONE);
        FeatureMap map = head;
        for (int i = 1; i <= blocks; i++) {
            FeatureMap first = Blocks.convolution3x3(net, "block" + i + "-conv1", map, channels, Activation.RELU);
            FeatureMap second = Blocks.convolution3x3(net, "block" + i + "-conv2", first, channels, Activation.NONE);
            map = net.add("block" + i + "-add", map, second, Activation.NONE);
        }
        map = Blocks.convolution3x3(net, "body", map, channels, Activation.NONE);
        map = net.add("body-add", head, map, Activation.NONE);
        return net.output(enlarged(net, map, image.shape().channels(), parameters))
                .build();
    }

    private static FeatureMap enlarged(NetworkBuilder net, FeatureMap map, int colours, Parameters parameters) {
        int scale = parameters.count("scale", 2, 4);
        if (parameters.choice("tail", TAILS)) {
            FeatureMap pixels = Blocks.convolution3x3(net, "pixels", map, colours * scale * scale, Activation.NONE);
            return net.depthToSpace("sharp", pixels, scale);
        }
        int channels = map.shape().channels();
        FeatureMap large = map;
        // The paper enlarges by 4 in two steps of 2.
        int step = scale == 4 ? 2 : scale;
        for (int size = step; size <= scale; size *= step) {
            FeatureMap wide = Blocks.convolution3x3(net, "wide" + size, large, channels * step * step, Activation.NONE);
            large = net.depthToSpace("large" + size, wide, step);
        }
        return Blocks.convolution3x3(net, "sharp", large, colours, Activation.NONE);
    }
}
