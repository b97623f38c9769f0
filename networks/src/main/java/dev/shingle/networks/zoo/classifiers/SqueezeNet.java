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

/** SqueezeNet 1.1: a 3x3 convolution, eight fire modules with a maximum before the first, third and fifth of them. */
public final class SqueezeNet {

    private static final ImmutableIntArray SQUEEZED = ImmutableIntArray.of(16, 16, 32, 32, 48, 48, 64, 64);
    private static final int EXPANSION = 4;

    private SqueezeNet() {}

    static Recipe recipe() {
        return new Recipe(
                "squeezenet",
                ImmutableMap.of("input", "224x224x3", "classes", "1000"),
                "SqueezeNet 1.1 image classifier: eight fire modules",
                "Iandola et al., SqueezeNet, arXiv 1602.07360; layer list of the authors' version 1.1",
                "squeezenet:96x96",
                SqueezeNet::build);
    }

    private static Network build(String name, Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 16);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map = Blocks.pointwise(net, "classes", trunk(net, image), classes, Activation.RELU);
        return net.output(net.softmax("softmax", net.globalAveragePool("pool", map)))
                .build();
    }

    /** Appends everything below the classes: no window reaches over a border but those of the modules. */
    public static FeatureMap trunk(NetworkBuilder net, FeatureMap image) {
        FeatureMap map = net.convolution("conv1", image, 64, Border.VALID.window(image, 3, 2), Activation.RELU);
        for (int i = 0; i < SQUEEZED.length(); i++) {
            if (i == 0 || i == 2 || i == 4) {
                map = net.maxPool("pool" + (i + 1), map, Border.VALID.window(map, 3, 2));
            }
            map = Fire.append(net, "fire" + (i + 2), map, SQUEEZED.get(i), EXPANSION * SQUEEZED.get(i));
        }
        return map;
    }
}
