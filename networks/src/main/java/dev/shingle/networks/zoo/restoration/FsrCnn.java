package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/** Works at the small size, with few channels, and enlarges at the very end: FSRCNN(56, 12, 4). */
final class FsrCnn {

    private static final int FEATURES = 56;
    private static final int FEW = 12;
    private static final int MAPPINGS = 4;
    private static final int LAST_KERNEL = 9;

    private FsrCnn() {}

    static Recipe recipe() {
        return new Recipe(
                "fsrcnn",
                ImmutableMap.of("input", "120x160x1", "scale", "3"),
                "FSRCNN super-resolution: six small convolutions, then a transposed one; plain rectifiers here",
                "Dong et al., Accelerating the Super-Resolution Convolutional Neural Network, arXiv 1608.00367",
                "fsrcnn:540x960,scale=2",
                FsrCnn::build);
    }

    private static Network build(String name, Parameters parameters) {
        int scale = parameters.count("scale", 1, LAST_KERNEL);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map =
                net.convolution("features", image, FEATURES, Border.SYMMETRIC.window(image, 5, 1), Activation.RELU);
        map = Blocks.pointwise(net, "shrink", map, FEW, Activation.RELU);
        for (int i = 1; i <= MAPPINGS; i++) {
            map = Blocks.convolution3x3(net, "map" + i, map, FEW, Activation.RELU);
        }
        map = Blocks.pointwise(net, "expand", map, FEATURES, Activation.RELU);
        int border = LAST_KERNEL - scale;
        Padding crop = new Padding(border / 2, border - border / 2, border / 2, border - border / 2);
        Window window = Window.square(LAST_KERNEL, scale, crop);
        return net.output(net.transposedConvolution("sharp", map, image.shape().channels(), window, Activation.NONE))
                .build();
    }
}
