package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * A denoiser that works on the four images of every second pixel, and is told how much noise there is.
 *
 * <pre>
 *   image 2Hx2WxC --- space to depth HxWx4C ---+ concatenate --- 3x3 convolutions --- depth to space 2Hx2WxC
 *   noise map HxWx1 ---------------------------+
 * </pre>
 *
 * For colour images the authors take {@code depth=12,channels=96}.
 */
final class FfdNet {

    private static final int BLOCK = 2;

    private FfdNet() {}

    static Recipe recipe() {
        return new Recipe(
                "ffdnet",
                ImmutableMap.of("input", "256x256x1", "depth", "15", "channels", "64"),
                "FFDNet image denoiser: convolutions at half the resolution, with a map of the noise beside the image",
                "Zhang et al., FFDNet, arXiv 1710.04026, table I",
                "ffdnet:128x128x3,depth=12,channels=96",
                FfdNet::build);
    }

    private static Network build(String name, Parameters parameters) {
        int depth = parameters.count("depth", 2, 200);
        int channels = parameters.count("channels", 1, 4096);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap quarters = net.spaceToDepth("quarters", image, BLOCK);
        Shape half = quarters.shape();
        FeatureMap noise = net.input("noise", Shape.hwc(half.height(), half.width(), 1));
        FeatureMap map = net.concatenation("joint", quarters, noise);
        for (int layer = 1; layer < depth; layer++) {
            map = Blocks.convolution3x3(net, "conv" + layer, map, channels, Activation.RELU);
        }
        map = Blocks.convolution3x3(net, "conv" + depth, map, half.channels(), Activation.NONE);
        return net.output(net.depthToSpace("denoised", map, BLOCK)).build();
    }
}
