package dev.shingle.networks.zoo.classifiers;

import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;

/**
 * The block of MobileNetV2 and of what was searched for with it: 1x1 to many channels, depthwise, 1x1 back to few, without
 * an activation at the end. Where size and channels stay, the block's input is added.
 *
 * <pre>
 *   ifm --- expand --- depthwise --- project ---+ add
 *    +------------------------------------------+
 * </pre>
 *
 * @param expanded channels in the middle; no first convolution if the input has as many
 * @param residual whether the input is added where that is possible
 */
record InvertedBottleneck(int expanded, int channels, int kernel, int stride, Border border, boolean residual) {

    FeatureMap append(NetworkBuilder net, String name, FeatureMap ifm) {
        return project(net, name, expand(net, name, ifm), ifm);
    }

    /** The first convolution, if there is one. */
    FeatureMap expand(NetworkBuilder net, String name, FeatureMap ifm) {
        return expanded == ifm.shape().channels()
                ? ifm
                : Blocks.pointwise(net, name + "-expand", ifm, expanded, Activation.RELU6);
    }

    /** What follows the first convolution. */
    FeatureMap project(NetworkBuilder net, String name, FeatureMap wide, FeatureMap ifm) {
        FeatureMap spatial =
                net.depthwise(name + "-depthwise", wide, 1, border.window(wide, kernel, stride), Activation.RELU6);
        FeatureMap result = Blocks.pointwise(net, name + "-project", spatial, channels, Activation.NONE);
        boolean isAdded = residual && stride == 1 && channels == ifm.shape().channels();
        return isAdded ? net.add(name + "-add", result, ifm, Activation.NONE) : result;
    }
}
