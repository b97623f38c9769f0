package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.classifiers.MobileNetV1;
import dev.shingle.networks.zoo.classifiers.MobileNetV2;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * A MobileNet, four more pairs of convolutions that halve the map each, and predictors on six maps.
 *
 * <pre>
 *   300x300        19x19       10x10        5x5          3x3          2x2          1x1
 *   MobileNet ------+-----------+--- 1x1, 3x3/2 --- 1x1, 3x3/2 --- 1x1, 3x3/2 --- 1x1, 3x3/2
 *               3 anchors   6 anchors       6            6            6            6
 * </pre>
 *
 * {@code lite=true} (SSDLite) splits every 3x3 convolution and every predictor into a depthwise and a 1x1 one;
 * otherwise predictors are 1x1. {@code joined=false} leaves the results of the six maps apart. Scores are as the predictors leave them: their sigmoid is for whoever sorts the boxes.
 */
final class SsdMobileNet {

    private static final String SOURCE =
            "Liu et al., SSD, arXiv 1512.02325; heads as in the TensorFlow detection models for COCO";

    private static final ImmutableIntArray EXTRA_CHANNELS = ImmutableIntArray.of(512, 256, 256, 128);
    private static final ImmutableIntArray ANCHORS = ImmutableIntArray.of(3, 6, 6, 6, 6, 6);

    /** The block of MobileNetV1 whose result is the first map. */
    private static final int FIRST_MAP = 11;

    private final NetworkBuilder net;
    private final boolean lite;

    private SsdMobileNet(NetworkBuilder net, boolean lite) {
        this.net = net;
        this.lite = lite;
    }

    static Recipe backbone() {
        return new Recipe(
                "ssd-mobilenet-v1-backbone",
                ImmutableMap.of("width", "1.0", "input", "300x300x3", "padding", "symmetric"),
                "the 27 MobileNetV1 convolutions below an SSD object detector, a plain chain",
                "Howard et al., MobileNets, arXiv 1704.04861, table 1; SSD at 300x300 as in the TensorFlow detection"
                        + " models",
                "ssd-mobilenet-v1-backbone",
                (name, parameters) -> {
                    NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
                    return net.output(firstBlocks(net, parameters).get(MobileNetV1.BLOCKS))
                            .build();
                });
    }

    static Recipe first() {
        return recipe(
                "ssd-mobilenet-v1",
                "false",
                "SSD object detector on MobileNetV1: predictors on six maps, 1917 anchors at 300x300",
                SOURCE,
                (name, parameters) -> {
                    NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
                    ImmutableList<FeatureMap> blocks = firstBlocks(net, parameters);
                    return new SsdMobileNet(net, parameters.flag("lite"))
                            .build(parameters, blocks.get(FIRST_MAP), blocks.get(MobileNetV1.BLOCKS));
                });
    }

    static Recipe second() {
        return recipe(
                "ssd-mobilenet-v2",
                "true",
                "SSDLite object detector on MobileNetV2: predictors on six maps, 1917 anchors at 300x300",
                SOURCE + "; Sandler et al., MobileNetV2, arXiv 1801.04381",
                (name, parameters) -> {
                    NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
                    FeatureMap image = net.input("image", parameters.image("input"));
                    double width = parameters.factor("width", MobileNetV2.WIDEST);
                    Border border = parameters.choice("padding", Blocks.BORDERS);
                    MobileNetV2.Trunk trunk = MobileNetV2.trunk(net, image, width, border);
                    return new SsdMobileNet(net, parameters.flag("lite"))
                            .build(parameters, trunk.expansion(), trunk.last());
                });
    }

    private static Recipe recipe(
            String name, String lite, String description, String source, Recipe.Construction construction) {
        ImmutableMap<String, String> defaults = ImmutableMap.<String, String>builder()
                .put("width", "1.0")
                .put("input", "300x300x3")
                .put("classes", "91")
                .put("lite", lite)
                .put("joined", "true")
                .put("padding", "same")
                .buildOrThrow();
        return new Recipe(name, defaults, description, source, name + ":0.25,160x160", construction);
    }

    private static ImmutableList<FeatureMap> firstBlocks(NetworkBuilder net, Parameters parameters) {
        FeatureMap image = net.input("image", parameters.image("input"));
        double width = parameters.factor("width", MobileNetV1.WIDEST);
        return MobileNetV1.blocks(net, image, width, parameters.choice("padding", Blocks.BORDERS));
    }

    private Network build(Parameters parameters, FeatureMap at16th, FeatureMap at32nd) {
        SsdHeads heads = new SsdHeads(net, this::predict, parameters.count("classes", 1, 1 << 12));
        heads.add(at16th, ANCHORS.get(0));
        heads.add(at32nd, ANCHORS.get(1));
        FeatureMap map = at32nd;
        for (int i = 0; i < EXTRA_CHANNELS.length(); i++) {
            map = halve("extra" + (i + 1), map, EXTRA_CHANNELS.get(i));
            heads.add(map, ANCHORS.get(i + 2));
        }
        heads.output(parameters.flag("joined"));
        return net.build();
    }

    private FeatureMap halve(String name, FeatureMap ifm, int channels) {
        FeatureMap narrow = Blocks.pointwise(net, name + "-reduce", ifm, channels / 2, Activation.RELU6);
        return lite
                ? Blocks.separable(net, name, narrow, channels, 2, Border.SAME, Activation.RELU6)
                : net.convolution(name, narrow, channels, Border.SAME.window(narrow, 3, 2), Activation.RELU6);
    }

    private FeatureMap predict(String name, FeatureMap ifm, int channels, Activation activation) {
        return lite
                ? Blocks.separable(net, name, ifm, channels, 1, Border.SAME, activation)
                : Blocks.pointwise(net, name, ifm, channels, activation);
    }
}
