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

/** A 3x3 convolution and three residual blocks of two more, the second and third of which halve the image. */
final class ResNet8 {

    private static final ImmutableIntArray CHANNELS = ImmutableIntArray.of(16, 32, 64);

    private ResNet8() {}

    static Recipe recipe() {
        return new Recipe(
                "resnet8",
                ImmutableMap.of("input", "32x32x3", "classes", "10"),
                "the tiny residual network of MLPerf Tiny's image classification on CIFAR-10",
                "Banbury et al., MLPerf Tiny Benchmark, arXiv 2106.07597; its reference model",
                "resnet8",
                ResNet8::build);
    }

    private static Network build(String name, Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 16);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map = convolution(net, "stem", image, CHANNELS.get(0), 1, Activation.RELU);
        for (int i = 0; i < CHANNELS.length(); i++) {
            map = block(net, "block" + (i + 1), map, CHANNELS.get(i), i == 0 ? 1 : 2);
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }

    private static FeatureMap block(NetworkBuilder net, String name, FeatureMap ifm, int channels, int stride) {
        FeatureMap first = convolution(net, name + "-conv1", ifm, channels, stride, Activation.RELU);
        FeatureMap second = convolution(net, name + "-conv2", first, channels, 1, Activation.NONE);
        FeatureMap shortcut = stride == 1
                ? ifm
                : net.convolution(
                        name + "-shortcut", ifm, channels, Border.SAME.window(ifm, 1, stride), Activation.NONE);
        return net.add(name + "-add", shortcut, second, Activation.RELU);
    }

    private static FeatureMap convolution(
            NetworkBuilder net, String name, FeatureMap ifm, int channels, int stride, Activation activation) {
        return net.convolution(name, ifm, channels, Border.SAME.window(ifm, 3, stride), activation);
    }
}
