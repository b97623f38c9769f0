package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * A 7x7 convolution, a 3x3 maximum, and four stages of residual blocks; every stage but the first halves the image.
 *
 * <pre>
 *   basic        3x3 --- 3x3 -----------+ add        bottleneck   1x1 --- 3x3 --- 1x1 (4 times as many) --+ add
 *    +--- (1x1 if the shape changes) ---+             +--- (1x1 if the shape changes) --------------------+
 * </pre>
 *
 * The stride of a bottleneck is that of its 3x3 convolution, as in later implementations (sometimes called v1.5).
 */
final class ResNet {

    private static final String SOURCE = "He et al., Deep Residual Learning, arXiv 1512.03385, table 1";
    private static final int WIDENING = 4;

    private final NetworkBuilder net;
    private final boolean bottlenecks;

    private ResNet(NetworkBuilder net, boolean bottlenecks) {
        this.net = net;
        this.bottlenecks = bottlenecks;
    }

    static Recipe ofDepth18() {
        return recipe("resnet18", "residual image classifier of 18 layers: basic blocks", false, 2, 2, 2, 2);
    }

    static Recipe ofDepth50() {
        return recipe("resnet50", "residual image classifier of 50 layers: bottleneck blocks", true, 3, 4, 6, 3);
    }

    private static Recipe recipe(String name, String description, boolean bottlenecks, int... blocks) {
        return new Recipe(
                name,
                ImmutableMap.of("input", "224x224x3", "classes", "1000"),
                description,
                SOURCE,
                name + ":96x96",
                (canonical, parameters) -> {
                    NetworkBuilder net = new NetworkBuilder(canonical, ElementType.INT8);
                    return new ResNet(net, bottlenecks).build(parameters, ImmutableIntArray.copyOf(blocks));
                });
    }

    private Network build(Parameters parameters, ImmutableIntArray blocks) {
        int classes = parameters.count("classes", 1, 1 << 16);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap stem = convolution("stem", image, 64, 7, 2, Activation.RELU);
        FeatureMap map = net.maxPool("stem-pool", stem, Border.SYMMETRIC.window(stem, 3, 2));
        for (int stage = 0; stage < blocks.length(); stage++) {
            for (int i = 0; i < blocks.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                map = block("stage" + (stage + 1) + "-" + (i + 1), map, 64 << stage, stride);
            }
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }

    private FeatureMap block(String name, FeatureMap ifm, int channels, int stride) {
        FeatureMap result = bottlenecks ? bottleneck(name, ifm, channels, stride) : basic(name, ifm, channels, stride);
        FeatureMap shortcut = result.shape().equals(ifm.shape())
                ? ifm
                : convolution(name + "-shortcut", ifm, result.shape().channels(), 1, stride, Activation.NONE);
        return net.add(name + "-add", result, shortcut, Activation.RELU);
    }

    private FeatureMap basic(String name, FeatureMap ifm, int channels, int stride) {
        FeatureMap first = convolution(name + "-conv1", ifm, channels, 3, stride, Activation.RELU);
        return convolution(name + "-conv2", first, channels, 3, 1, Activation.NONE);
    }

    private FeatureMap bottleneck(String name, FeatureMap ifm, int channels, int stride) {
        FeatureMap reduced = convolution(name + "-reduce", ifm, channels, 1, 1, Activation.RELU);
        FeatureMap spatial = convolution(name + "-conv", reduced, channels, 3, stride, Activation.RELU);
        return convolution(name + "-expand", spatial, WIDENING * channels, 1, 1, Activation.NONE);
    }

    private FeatureMap convolution(
            String name, FeatureMap ifm, int channels, int kernel, int stride, Activation activation) {
        return net.convolution(name, ifm, channels, Border.SYMMETRIC.window(ifm, kernel, stride), activation);
    }
}
