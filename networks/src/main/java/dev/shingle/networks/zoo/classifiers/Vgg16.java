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

/** Five stages of two or three 3x3 convolutions, with a 2x2 maximum behind each. */
public final class Vgg16 {

    /** Of convolutions, each with a pool behind it. */
    public static final int STAGES = 5;

    private static final ImmutableIntArray CHANNELS = ImmutableIntArray.of(64, 128, 256, 512, 512);
    private static final ImmutableIntArray CONVOLUTIONS = ImmutableIntArray.of(2, 2, 3, 3, 3);

    private Vgg16() {}

    static Recipe recipe() {
        return new Recipe(
                "vgg16-convolutions",
                ImmutableMap.of("input", "224x224x3"),
                "the 13 convolutions and 5 pools of VGG-16, a plain chain",
                "Simonyan, Zisserman, Very Deep Convolutional Networks, arXiv 1409.1556, configuration D",
                "vgg16-convolutions",
                Vgg16::build);
    }

    private static Network build(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap map = net.input("image", parameters.image("input"));
        for (int stage = 1; stage <= STAGES; stage++) {
            map = convolutions(net, map, stage);
            map = net.maxPool("pool" + stage, map, Border.VALID.window(map, 2, 2));
        }
        return net.output(map).build();
    }

    /** Appends the convolutions of one stage, counted from 1. */
    public static FeatureMap convolutions(NetworkBuilder net, FeatureMap ifm, int stage) {
        FeatureMap map = ifm;
        for (int i = 1; i <= CONVOLUTIONS.get(stage - 1); i++) {
            map = Blocks.convolution3x3(net, "conv" + stage + "-" + i, map, CHANNELS.get(stage - 1), Activation.RELU);
        }
        return map;
    }
}
