package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * A denoiser that never changes the image's size: 3x3 convolutions that estimate the noise. The subtraction from the
 * image, which keeps the input alive from first to last layer, is an option; published memory figures leave it out.
 */
final class DnCnn {

    private static final String SOURCE = "Zhang et al., Beyond a Gaussian Denoiser, arXiv 1608.03981";

    private DnCnn() {}

    static Recipe recipe() {
        return new Recipe(
                "dncnn",
                ImmutableMap.of("input", "128x128x1", "depth", "17", "channels", "64", "residual", "false"),
                "DnCNN image denoiser: 3x3 convolutions at full resolution; residual=true subtracts the noise",
                SOURCE,
                "dncnn:256x256",
                DnCnn::build);
    }

    static Recipe small() {
        return published("dncnn-s", "17", "DnCNN-S, for one level of noise: 17 layers and the subtraction");
    }

    static Recipe blind() {
        return published("dncnn-b", "20", "DnCNN-B, for any level of noise: 20 layers and the subtraction");
    }

    private static Recipe published(String name, String depth, String description) {
        return new Recipe(
                name,
                ImmutableMap.of("input", "128x128x1", "depth", depth, "channels", "64", "residual", "true"),
                description,
                SOURCE,
                name + ":180x180",
                DnCnn::build);
    }

    private static Network build(String name, Parameters parameters) {
        int depth = parameters.count("depth", 2, 200);
        int channels = parameters.count("channels", 1, 4096);
        boolean residual = parameters.flag("residual");
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map = image;
        for (int layer = 1; layer < depth; layer++) {
            map = Blocks.convolution3x3(net, "conv" + layer, map, channels, Activation.RELU);
        }
        map = Blocks.convolution3x3(net, "conv" + depth, map, image.shape().channels(), Activation.NONE);
        if (residual) {
            map = net.elementwise("denoised", Elementwise.Kind.SUBTRACT, image, map, Activation.NONE);
        }
        return net.output(map).build();
    }
}
