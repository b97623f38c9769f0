package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.classifiers.Fire;
import dev.shingle.networks.zoo.classifiers.SqueezeNet;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/** SqueezeNet's eight fire modules, two more, and a 3x3 convolution to 9 anchors of classes, confidence and box. */
final class SqueezeDet {

    private static final int ANCHORS = 9;
    private static final int NUMBERS_BESIDE_CLASSES = 5;

    private SqueezeDet() {}

    static Recipe recipe() {
        return new Recipe(
                "squeezedet",
                ImmutableMap.of("input", "375x1242x3", "classes", "3"),
                "SqueezeDet object detector for road traffic: ten fire modules, one convolution",
                "Wu et al., SqueezeDet, arXiv 1612.01051, and the authors' code",
                "squeezedet:192x624",
                SqueezeDet::build);
    }

    private static Network build(String name, Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 12);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap map = SqueezeNet.trunk(net, net.input("image", parameters.image("input")));
        map = Fire.append(net, "fire10", map, 96, 384);
        map = Fire.append(net, "fire11", map, 96, 384);
        int numbers = ANCHORS * (NUMBERS_BESIDE_CLASSES + classes);
        return net.output(Blocks.convolution3x3(net, "boxes", map, numbers, Activation.NONE))
                .build();
    }
}
