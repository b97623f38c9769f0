package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.zoo.recipes.Recipe;

/** All classifiers of the zoo, the small ones first. */
public final class Classifiers {

    private Classifiers() {}

    public static ImmutableList<Recipe> recipes() {
        return ImmutableList.of(
                DsCnn.recipe(),
                ResNet8.recipe(),
                McuNet.visualWakeWords(),
                McuNet.imageNet(),
                McuNet.block(),
                MobileNetV1.whole(),
                MobileNetV1.convolutions(),
                MobileNetV2.recipe(),
                ShuffleNet.recipe(),
                SqueezeNet.recipe(),
                ResNet.ofDepth18(),
                ResNet.ofDepth50(),
                DenseNet.recipe(),
                GoogLeNet.recipe(),
                Vgg16.recipe());
    }
}
