package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * Spoken words from a picture of 49 moments with 10 features each: a 10x4 convolution with stride 2 and four
 * depthwise-separable blocks that keep size and channels.
 */
final class DsCnn {

    private static final int BLOCKS = 4;

    private DsCnn() {}

    static Recipe recipe() {
        return new Recipe(
                "ds-cnn",
                ImmutableMap.of("input", "49x10x1", "channels", "64", "classes", "12"),
                "keyword spotter: one convolution, four depthwise-separable blocks; MLPerf Tiny's keyword spotting",
                "Zhang et al., Hello Edge, arXiv 1711.07128 (DS-CNN small); arXiv 2106.07597",
                "ds-cnn",
                DsCnn::build);
    }

    private static Network build(String name, Parameters parameters) {
        int channels = parameters.count("channels", 1, 4096);
        int classes = parameters.count("classes", 1, 1 << 16);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap sound = net.input("features", parameters.image("input"));
        Window tall = new Window(10, 4, 2, 2, 1, 1, Padding.NONE)
                .withSamePadding(sound.shape().height(), sound.shape().width());
        FeatureMap map = net.convolution("stem", sound, channels, tall, Activation.RELU);
        for (int i = 1; i <= BLOCKS; i++) {
            map = net.depthwise("block" + i + "-depthwise", map, 1, Border.SAME.window(map, 3, 1), Activation.RELU);
            map = Blocks.pointwise(net, "block" + i + "-pointwise", map, channels, Activation.RELU);
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }
}
