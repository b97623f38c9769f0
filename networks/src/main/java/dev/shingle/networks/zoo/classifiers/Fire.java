package dev.shingle.networks.zoo.classifiers;

import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;

/** The module of SqueezeNet: few channels by 1x1, then many, half of them by 1x1 and half by 3x3, side by side. */
public final class Fire {

    private Fire() {}

    /** Appends a module with {@code 2 * expanded} channels. */
    public static FeatureMap append(NetworkBuilder net, String name, FeatureMap ifm, int squeezed, int expanded) {
        FeatureMap narrow = Blocks.pointwise(net, name + "-squeeze", ifm, squeezed, Activation.RELU);
        FeatureMap one = Blocks.pointwise(net, name + "-1x1", narrow, expanded, Activation.RELU);
        FeatureMap three = Blocks.convolution3x3(net, name + "-3x3", narrow, expanded, Activation.RELU);
        return net.concatenation(name, one, three);
    }
}
