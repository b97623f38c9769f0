package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableList;
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

/** A 3x3 convolution with stride 2 and 13 depthwise-separable blocks, four of which halve the image again. */
public final class MobileNetV1 {

    /** Of the parameter {@code width}. */
    public static final double WIDEST = 16;

    /** Depthwise-separable ones; the last of them is the result at this index. */
    public static final int BLOCKS = 13;

    private static final String SOURCE = "Howard et al., MobileNets, arXiv 1704.04861, table 1";
    private static final int STEM_CHANNELS = 32;
    private static final int LEAST_CHANNELS = 8;

    private static final ImmutableIntArray CHANNELS =
            ImmutableIntArray.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024);

    private static final ImmutableIntArray STRIDES = ImmutableIntArray.of(1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1);

    private MobileNetV1() {}

    static Recipe whole() {
        return new Recipe(
                "mobilenet-v1",
                ImmutableMap.of("width", "1.0", "input", "224x224x3", "classes", "1000", "padding", "same"),
                "MobileNetV1 image classifier: convolution, 13 depthwise-separable blocks, average pool, classes",
                SOURCE,
                "mobilenet-v1:0.25,128x128x1",
                MobileNetV1::classifier);
    }

    static Recipe convolutions() {
        return new Recipe(
                "mobilenet-v1-convolutions",
                ImmutableMap.of("width", "1.0", "input", "224x224x3", "padding", "symmetric"),
                "the 27 convolutions of MobileNetV1, a plain chain",
                SOURCE,
                "mobilenet-v1-convolutions:224x224x3",
                MobileNetV1::chain);
    }

    private static Network classifier(String name, Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 16);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        return net.output(Blocks.classes(net, backbone(net, parameters), classes))
                .build();
    }

    private static Network chain(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        return net.output(backbone(net, parameters)).build();
    }

    private static FeatureMap backbone(NetworkBuilder net, Parameters parameters) {
        double width = parameters.factor("width", WIDEST);
        Border border = parameters.choice("padding", Blocks.BORDERS);
        FeatureMap image = net.input("image", parameters.image("input"));
        return blocks(net, image, width, border).get(BLOCKS);
    }

    /** Appends the 27 convolutions; the results of the stem and of the 13 blocks. */
    public static ImmutableList<FeatureMap> blocks(NetworkBuilder net, FeatureMap image, double width, Border border) {
        FeatureMap map = net.convolution(
                "stem", image, channels(STEM_CHANNELS, width), border.window(image, 3, 2), Activation.RELU6);
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        results.add(map);
        for (int i = 0; i < CHANNELS.length(); i++) {
            int channels = channels(CHANNELS.get(i), width);
            map = Blocks.separable(net, "block" + (i + 1), map, channels, STRIDES.get(i), border, Activation.RELU6);
            results.add(map);
        }
        return results.build();
    }

    /** Rounded down, but never below the least that the reference code allows. */
    private static int channels(int full, double width) {
        return Math.max(LEAST_CHANNELS, (int) (full * width));
    }
}
