package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * The shape of a face detector behind a small gray camera.
 *
 * <pre>
 *   120x160x1  stem/2   60x80x8
 *              block1   60x80x16
 *              block2/2 30x40x32 ---+
 *              block3   30x40x32 ---+ add
 *              block4/2 15x20x64
 *              block5   15x20x64 ---- fine-scores 15x20x6, fine-boxes 15x20x12       3 anchors a pixel
 *              block6/2  8x10x96 ---- coarse-scores 8x10x4, coarse-boxes 8x10x8      2 anchors a pixel
 * </pre>
 *
 * A block is a 3x3 depthwise and a 1x1 convolution. Scores are face and background, boxes are four corrections each.
 */
final class CameraFace {

    private CameraFace() {}

    static Recipe recipe() {
        return new Recipe(
                "camera-face",
                ImmutableMap.of("input", "120x160x1"),
                "face detector for a 160x120 gray camera: depthwise-separable, one residual block, two detection heads",
                "made for this project",
                "camera-face",
                CameraFace::build);
    }

    private static Network build(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap stem = net.convolution("stem", image, 8, Border.SAME.window(image, 3, 2), Activation.RELU6);
        FeatureMap block1 = block(net, "block1", stem, 16, 1);
        FeatureMap block2 = block(net, "block2", block1, 32, 2);
        FeatureMap block3 = Blocks.separable(net, "block3", block2, 32, 1, Border.SAME, Activation.NONE);
        FeatureMap residual = net.add("residual", block2, block3, Activation.RELU6);
        FeatureMap block4 = block(net, "block4", residual, 64, 2);
        FeatureMap block5 = block(net, "block5", block4, 64, 1);
        head(net, "fine", block5, 3);
        FeatureMap block6 = block(net, "block6", block5, 96, 2);
        head(net, "coarse", block6, 2);
        return net.build();
    }

    private static FeatureMap block(NetworkBuilder net, String name, FeatureMap ifm, int channels, int stride) {
        return Blocks.separable(net, name, ifm, channels, stride, Border.SAME, Activation.RELU6);
    }

    private static void head(NetworkBuilder net, String name, FeatureMap ifm, int anchors) {
        net.output(Blocks.convolution3x3(net, name + "-scores", ifm, 2 * anchors, Activation.NONE));
        net.output(Blocks.convolution3x3(net, name + "-boxes", ifm, 4 * anchors, Activation.NONE));
    }
}
