package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * ShuffleNet v1: 1x1 convolutions in groups, whose channels are dealt out to the other groups in between.
 *
 * <pre>
 *   x --- 1x1 groups --- shuffle --- 3x3 depthwise --- 1x1 groups ---+ add; with stride 2: concatenate
 *     --- (with stride 2: 3x3 average) ------------------------------+
 * </pre>
 *
 * {@code variant=paper}: a quarter of the channels in the middle, and no groups in the very first 1x1 convolution. {@code
 * variant=caffe2}: the model of the ONNX model zoo, with all channels in the middle, groups everywhere, and as many
 * channels in the first convolution whatever the width.
 */
final class ShuffleNet {

    private static final ImmutableMap<String, Integer> CHANNELS_BY_GROUPS =
            ImmutableMap.of("1", 144, "2", 200, "3", 240, "4", 272, "8", 384);

    private static final ImmutableMap<String, Boolean> VARIANTS = ImmutableMap.of("paper", true, "caffe2", false);
    private static final ImmutableIntArray UNITS = ImmutableIntArray.of(4, 8, 4);
    private static final int STEM_CHANNELS = 24;
    private static final int BOTTLENECK = 4;
    private static final double WIDEST = 16;

    private final NetworkBuilder net;
    private final int groups;
    private final boolean asPublished;

    private ShuffleNet(NetworkBuilder net, int groups, boolean asPublished) {
        this.net = net;
        this.groups = groups;
        this.asPublished = asPublished;
    }

    static Recipe recipe() {
        return new Recipe(
                "shufflenet-v1",
                ImmutableMap.of(
                        "width", "1.0", "input", "224x224x3", "groups", "3", "classes", "1000", "variant", "paper"),
                "ShuffleNet v1 image classifier: grouped convolutions with shuffled channels",
                "Zhang et al., ShuffleNet, arXiv 1707.01083, table 1",
                "shufflenet-v1:0.5,96x96",
                (name, parameters) -> new ShuffleNet(
                                new NetworkBuilder(name, ElementType.INT8),
                                parameters.count("groups", 1, 8),
                                parameters.choice("variant", VARIANTS))
                        .build(parameters));
    }

    private Network build(Parameters parameters) {
        double width = parameters.factor("width", WIDEST);
        int channels = (int) (parameters.choice("groups", CHANNELS_BY_GROUPS) * width);
        int stemChannels = asPublished ? (int) Math.max(1, STEM_CHANNELS * width) : STEM_CHANNELS;
        int classes = parameters.count("classes", 1, 1 << 16);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap stem =
                net.convolution("stem", image, stemChannels, Border.SYMMETRIC.window(image, 3, 2), Activation.RELU);
        FeatureMap map = net.maxPool("stem-pool", stem, Border.SYMMETRIC.window(stem, 3, 2));
        for (int stage = 0; stage < UNITS.length(); stage++) {
            String name = "stage" + (stage + 2) + "-";
            map = halving(name + "1", map, channels << stage, stage == 0 && asPublished ? 1 : groups);
            for (int i = 2; i <= UNITS.get(stage); i++) {
                map = keeping(name + i, map);
            }
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }

    private FeatureMap halving(String name, FeatureMap ifm, int channels, int firstGroups) {
        int added = channels - ifm.shape().channels();
        int middle = asPublished ? channels / BOTTLENECK : added;
        FeatureMap branch = branch(name, ifm, middle, firstGroups, 2);
        branch = net.groupedConvolution(name + "-expand", branch, added, Window.pointwise(), groups, Activation.RELU);
        // TensorFlow Lite cannot leave a symmetric border out of an average.
        Border border = asPublished ? Border.SAME : Border.SYMMETRIC;
        FeatureMap shortcut = net.averagePool(name + "-shortcut", ifm, border.window(ifm, 3, 2));
        return net.concatenation(name + "-join", branch, shortcut);
    }

    private FeatureMap keeping(String name, FeatureMap ifm) {
        int channels = ifm.shape().channels();
        FeatureMap branch = branch(name, ifm, asPublished ? channels / BOTTLENECK : channels, groups, 1);
        branch =
                net.groupedConvolution(name + "-expand", branch, channels, Window.pointwise(), groups, Activation.NONE);
        return net.add(name + "-add", branch, ifm, Activation.RELU);
    }

    private FeatureMap branch(String name, FeatureMap ifm, int middle, int firstGroups, int stride) {
        FeatureMap reduced =
                net.groupedConvolution(name + "-reduce", ifm, middle, Window.pointwise(), firstGroups, Activation.RELU);
        FeatureMap shuffled = net.channelShuffle(name + "-shuffle", reduced, groups);
        Window window = Border.SYMMETRIC.window(shuffled, 3, stride);
        return net.depthwise(name + "-depthwise", shuffled, 1, window, Activation.NONE);
    }
}
