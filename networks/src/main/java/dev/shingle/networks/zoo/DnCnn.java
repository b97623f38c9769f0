package dev.shingle.networks.zoo;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.build.NetworkBuilder;

/**
 * A denoiser that never changes the image's size: 3x3 convolutions that estimate the noise. The subtraction from the
 * image, which keeps the input alive from first to last layer, is an option; published memory figures leave it out.
 */
final class DnCnn {

    private DnCnn() {}

    static Recipe recipe() {
        return Recipe.of(
                "dncnn",
                ImmutableMap.of("input", "128x128x1", "depth", "17", "channels", "64", "residual", "false"),
                "DnCNN image denoiser: 3x3 convolutions at full resolution; residual=true subtracts the noise",
                "Zhang et al., Beyond a Gaussian Denoiser, arXiv 1608.03981",
                "dncnn:256x256",
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
