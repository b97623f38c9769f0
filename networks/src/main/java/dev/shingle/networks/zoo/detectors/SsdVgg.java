package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.classifiers.Vgg16;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * VGG-16 without its last pool and classes, a dilated 3x3 and a 1x1 convolution in their place, four more pairs, and 3x3
 * predictors on six maps: 8732 anchors at 300x300.
 *
 * <pre>
 *   300x300     38x38       19x19        10x10        5x5          3x3          1x1
 *   VGG-16 ------+--- VGG ---+--- 1x1, 3x3/2 --- 1x1, 3x3/2 --- 1x1, 3x3 --- 1x1, 3x3
 *            4 anchors   6 anchors      6            6            4            4
 * </pre>
 *
 * {@code joined=false} leaves the results of the six maps apart. The first map is normalised for its predictors, here by one factor and offset for each channel.
 */
final class SsdVgg {

    private static final ImmutableIntArray ANCHORS = ImmutableIntArray.of(4, 6, 6, 6, 4, 4);
    private static final ImmutableIntArray EXTRA_CHANNELS = ImmutableIntArray.of(512, 256, 256, 256);
    private static final int WIDE = 1024;
    private static final int DILATION = 6;
    private static final int FIRST_MAP_STAGE = 4;

    private final NetworkBuilder net;

    private SsdVgg(NetworkBuilder net) {
        this.net = net;
    }

    static Recipe recipe() {
        return new Recipe(
                "ssd-vgg300",
                ImmutableMap.of("input", "300x300x3", "classes", "21", "joined", "true"),
                "SSD300 object detector on VGG-16: predictors on six maps, 8732 anchors",
                "Liu et al., SSD, arXiv 1512.02325, figure 2",
                "ssd-vgg300:classes=2",
                (name, parameters) -> new SsdVgg(new NetworkBuilder(name, ElementType.INT8)).build(parameters));
    }

    private Network build(Parameters parameters) {
        SsdHeads heads = new SsdHeads(
                net,
                (name, ifm, channels, activation) -> Blocks.convolution3x3(net, name, ifm, channels, activation),
                parameters.count("classes", 1, 1 << 12));
        FeatureMap map = net.input("image", parameters.image("input"));
        for (int stage = 1; stage < Vgg16.STAGES; stage++) {
            map = Vgg16.convolutions(net, map, stage);
            if (stage == FIRST_MAP_STAGE) {
                heads.add(Blocks.scale(net, "normalised", map, Activation.NONE), ANCHORS.get(0));
            }
            map = net.maxPool("pool" + stage, map, Blocks.wholeInput(map, 2, 2));
        }
        map = Vgg16.convolutions(net, map, Vgg16.STAGES);
        map = net.maxPool("pool" + Vgg16.STAGES, map, Border.SYMMETRIC.window(map, 3, 1));
        Window dilated = new Window(3, 3, 1, 1, DILATION, DILATION, Padding.symmetric(DILATION));
        map = net.convolution("conv6", map, WIDE, dilated, Activation.RELU);
        map = Blocks.pointwise(net, "conv7", map, WIDE, Activation.RELU);
        heads.add(map, ANCHORS.get(1));
        for (int i = 0; i < EXTRA_CHANNELS.length(); i++) {
            map = extra("conv" + (i + 8), map, EXTRA_CHANNELS.get(i), i < 2);
            heads.add(map, ANCHORS.get(i + 2));
        }
        heads.output(parameters.flag("joined"));
        return net.build();
    }

    private FeatureMap extra(String name, FeatureMap ifm, int channels, boolean halves) {
        FeatureMap narrow = Blocks.pointwise(net, name + "-1", ifm, channels / 2, Activation.RELU);
        Window window = halves ? Border.SYMMETRIC.window(narrow, 3, 2) : Border.VALID.window(narrow, 3, 1);
        return net.convolution(name + "-2", narrow, channels, window, Activation.RELU);
    }
}
