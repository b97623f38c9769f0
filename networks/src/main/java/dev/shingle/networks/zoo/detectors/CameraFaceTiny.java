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
 * {@link CameraFace} cut down until it fits, weights and all, into the 15 KiB of block RAM of an iCE40 UP5K.
 *
 * <pre>
 *   60x80x1  stem/2   30x40x4        a QVGA sensor's picture, averaged 4 by 4
 *            block1   30x40x4
 *            block2/2 15x20x16
 *            block3   15x20x16
 *            block4/2  8x10x24
 *            block5    8x10x32 ---- fine    8x10x12      2 anchors a pixel
 *            block6/2   4x5x32 ---- coarse  4x5x6        1 anchor a pixel
 * </pre>
 *
 * A block is a 3x3 depthwise and a 1x1 convolution, a head a 1x1 convolution: for each anchor two scores and four
 * corrections of its box. Everything that counts in block RAM stays just below a step of it: 15 layers (16 descriptors),
 * 242 channels (256 parameters), 3,988 bytes of weights (4,096), and no map above 4,800 bytes.
 */
final class CameraFaceTiny {

    /** Two scores, four corrections. */
    private static final int NUMBERS = 6;

    private CameraFaceTiny() {}

    static Recipe recipe() {
        return new Recipe(
                "camera-face-tiny",
                ImmutableMap.of("input", "60x80x1"),
                "camera-face for the smallest FPGAs: depthwise-separable, two detection heads, 4 KB of weights",
                "made for this project",
                "camera-face-tiny",
                CameraFaceTiny::build);
    }

    private static Network build(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap stem = net.convolution("stem", image, 4, Border.SAME.window(image, 3, 2), Activation.RELU6);
        FeatureMap block1 = block(net, "block1", stem, 4, 1);
        FeatureMap block2 = block(net, "block2", block1, 16, 2);
        FeatureMap block3 = block(net, "block3", block2, 16, 1);
        FeatureMap block4 = block(net, "block4", block3, 24, 2);
        FeatureMap block5 = block(net, "block5", block4, 32, 1);
        head(net, "fine", block5, 2);
        FeatureMap block6 = block(net, "block6", block5, 32, 2);
        head(net, "coarse", block6, 1);
        return net.build();
    }

    private static FeatureMap block(NetworkBuilder net, String name, FeatureMap ifm, int channels, int stride) {
        return Blocks.separable(net, name, ifm, channels, stride, Border.SAME, Activation.RELU6);
    }

    private static void head(NetworkBuilder net, String name, FeatureMap ifm, int anchors) {
        net.output(Blocks.pointwise(net, name, ifm, NUMBERS * anchors, Activation.NONE));
    }
}
