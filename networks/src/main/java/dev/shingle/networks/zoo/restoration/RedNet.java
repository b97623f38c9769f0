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
import java.util.ArrayList;
import java.util.List;

/**
 * As many 3x3 transposed convolutions as 3x3 convolutions, all at full resolution. Every second result of the first half,
 * the image among them, is added to its counterpart in the second half.
 *
 * <pre>
 *   image --- conv1 --- conv2 --- conv3 --- conv4 --- conv5 --- up1 + --- up2 --- up3 + --- up4 --- up5 + --- denoised
 *     |                   |                   +---------------------+                 |                 |
 *     |                   +-----------------------------------------------------------+                 |
 *     +-------------------------------------------------------------------------------------------------+
 * </pre>
 */
final class RedNet {

    private RedNet() {}

    static Recipe recipe() {
        return new Recipe(
                "red-net",
                ImmutableMap.of("input", "128x128x1", "depth", "30", "channels", "64"),
                "RED-Net image denoiser: convolutions, transposed convolutions, additions between them",
                "Mao et al., Image Restoration Using Very Deep Convolutional Encoder-Decoder Networks, arXiv 1603.09056",
                "red-net:64x64,depth=10",
                RedNet::build);
    }

    private static Network build(String name, Parameters parameters) {
        int half = parameters.count("depth", 2, 200) / 2;
        int channels = parameters.count("channels", 1, 4096);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        List<FeatureMap> encoded = new ArrayList<>();
        encoded.add(net.input("image", parameters.image("input")));
        for (int i = 1; i <= half; i++) {
            encoded.add(Blocks.convolution3x3(net, "conv" + i, encoded.get(i - 1), channels, Activation.RELU));
        }
        FeatureMap map = encoded.get(half);
        for (int i = 1; i <= half; i++) {
            FeatureMap counterpart = encoded.get(half - i);
            Activation activation = i < half ? Activation.RELU : Activation.NONE;
            map = net.transposedConvolution(
                    "up" + i, map, counterpart.shape().channels(), Border.SYMMETRIC.window(map, 3, 1), activation);
            if ((half - i) % 2 == 0) {
                map = net.add("add" + i, map, counterpart, activation);
            }
        }
        return net.output(map).build();
    }
}
