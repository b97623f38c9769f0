package dev.shingle.networks.zoo;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;

/** Five stages of two or three 3x3 convolutions, with a 2x2 maximum behind each. */
final class Vgg16 {

    private static final ImmutableIntArray CHANNELS = ImmutableIntArray.of(64, 128, 256, 512, 512);
    private static final ImmutableIntArray CONVOLUTIONS = ImmutableIntArray.of(2, 2, 3, 3, 3);

    private Vgg16() {}

    static Recipe recipe() {
        return Recipe.of(
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
        for (int stage = 0; stage < CHANNELS.length(); stage++) {
            for (int i = 1; i <= CONVOLUTIONS.get(stage); i++) {
                String layer = "conv" + (stage + 1) + "-" + i;
                map = Blocks.convolution3x3(net, layer, map, CHANNELS.get(stage), Activation.RELU);
            }
            map = net.maxPool("pool" + (stage + 1), map, Border.VALID.window(map, 2, 2));
        }
        return net.output(map).build();
    }
}
