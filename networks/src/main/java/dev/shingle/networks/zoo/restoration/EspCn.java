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

/** Three convolutions at the small size; the last one makes the pixels of the large image as channels. */
final class EspCn {

    private EspCn() {}

    static Recipe recipe() {
        return new Recipe(
                "espcn",
                ImmutableMap.of("input", "120x160x1", "scale", "3"),
                "ESPCN super-resolution: three convolutions (plain rectifiers here), then channels become pixels",
                "Shi et al., Real-Time Single Image and Video Super-Resolution, arXiv 1609.05158",
                "espcn:240x320,scale=2",
                EspCn::build);
    }

    private static Network build(String name, Parameters parameters) {
        int scale = parameters.count("scale", 1, 16);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        int channels = Math.multiplyExact(image.shape().channels(), scale * scale);
        FeatureMap map = net.convolution("conv1", image, 64, Border.SYMMETRIC.window(image, 5, 1), Activation.RELU);
        map = Blocks.convolution3x3(net, "conv2", map, 32, Activation.RELU);
        map = Blocks.convolution3x3(net, "conv3", map, channels, Activation.NONE);
        return net.output(net.depthToSpace("sharp", map, scale)).build();
    }
}
