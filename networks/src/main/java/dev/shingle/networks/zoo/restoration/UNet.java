package dev.shingle.networks.zoo.restoration;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Down to a 32nd of the size and up again, with what was there on the way down laid beside what comes up. Image sides are
 * multiples of 32.
 *
 * <pre>
 *   image ------------------------------------------- concatenate --- 64 --- 32 --- image
 *     48, 48, pool ------------------------------- concatenate --- 96, 96, up
 *       48, pool ------------------------------ concatenate --- 96, 96, up
 *         48, pool ------------------------- concatenate --- 96, 96, up
 *           48, pool -------------------- concatenate --- 96, 96, up
 *             48, pool, 48, up ----------+
 * </pre>
 */
final class UNet {

    private static final int LEVELS = 5;
    private static final int DOWN = 48;
    private static final int UP = 96;

    private final NetworkBuilder net;
    private final Deque<FeatureMap> kept = new ArrayDeque<>();

    private UNet(NetworkBuilder net) {
        this.net = net;
    }

    static Recipe recipe() {
        return new Recipe(
                "unet-denoiser",
                ImmutableMap.of("input", "256x256x3"),
                "the U-Net of Noise2Noise: five levels down and up, each joined with its counterpart",
                "Lehtinen et al., Noise2Noise, arXiv 1803.04189, table 2",
                "unet-denoiser:128x128x1",
                (name, parameters) -> new UNet(new NetworkBuilder(name, ElementType.INT8)).build(parameters));
    }

    private Network build(Parameters parameters) {
        FeatureMap image = net.input("image", parameters.image("input"));
        kept.push(image);
        FeatureMap map = Blocks.convolution3x3(net, "down0", image, DOWN, Activation.RELU);
        for (int level = 1; level <= LEVELS; level++) {
            map = Blocks.convolution3x3(net, "down" + level, map, DOWN, Activation.RELU);
            map = net.maxPool("pool" + level, map, Border.VALID.window(map, 2, 2));
            if (level < LEVELS) {
                kept.push(map);
            }
        }
        map = Blocks.convolution3x3(net, "down" + (LEVELS + 1), map, DOWN, Activation.RELU);
        for (int level = LEVELS; level > 1; level--) {
            map = joined(level, map);
            map = Blocks.convolution3x3(net, "up" + level + "a", map, UP, Activation.RELU);
            Quantization next = level == 2 ? image.quantization() : map.quantization();
            map = net.convolution(
                    "up" + level + "b", map, UP, Border.SYMMETRIC.window(map, 3, 1), Activation.RELU, next);
        }
        map = Blocks.convolution3x3(net, "up1a", joined(1, map), 64, Activation.RELU);
        map = Blocks.convolution3x3(net, "up1b", map, 32, Activation.RELU);
        return net.output(Blocks.convolution3x3(
                        net, "denoised", map, image.shape().channels(), Activation.NONE))
                .build();
    }

    private FeatureMap joined(int level, FeatureMap map) {
        return net.concatenation("joint" + level, net.upsample("upsample" + level, map, 2), kept.pop());
    }
}
