package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/** Three convolutions, 9x9, 1x1 and 5x5, over an image that was enlarged before. */
final class SrCnn {

    private SrCnn() {}

    static Recipe recipe() {
        return new Recipe(
                "srcnn",
                ImmutableMap.of("input", "240x320x1"),
                "SRCNN super-resolution of an image that was enlarged before: three convolutions (9-1-5)",
                "Dong et al., Image Super-Resolution Using Deep Convolutional Networks, arXiv 1501.00092",
                "srcnn:128x128",
                SrCnn::build);
    }

    private static Network build(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap patches =
                net.convolution("patches", image, 64, Border.SYMMETRIC.window(image, 9, 1), Activation.RELU);
        FeatureMap mapped = Blocks.pointwise(net, "mapping", patches, 32, Activation.RELU);
        int channels = image.shape().channels();
        return net.output(net.convolution(
                        "sharp", mapped, channels, Border.SYMMETRIC.window(mapped, 5, 1), Activation.NONE))
                .build();
    }
}
