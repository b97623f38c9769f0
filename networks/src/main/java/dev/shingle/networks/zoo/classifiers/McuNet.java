package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableList;
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

/**
 * Networks that a search fitted into a microcontroller: a 3x3 convolution with stride 2 and a row of inverted bottlenecks
 * with kernels of 3, 5 or 7 rows. {@code residual=false} leaves the additions out, as some published memory figures do.
 */
final class McuNet {

    private static final String SOURCE = "Lin et al., MCUNet, arXiv 2007.10319; layer lists of its model zoo";
    private static final int STEM_CHANNELS = 16;

    /** Expansion, channels, kernel, stride. */
    private static final ImmutableList<ImmutableIntArray> VISUAL_WAKE_WORDS = ImmutableList.of(
            ImmutableIntArray.of(1, 8, 3, 1),
            ImmutableIntArray.of(6, 16, 3, 2),
            ImmutableIntArray.of(3, 16, 3, 1),
            ImmutableIntArray.of(3, 16, 3, 1),
            ImmutableIntArray.of(3, 24, 7, 2),
            ImmutableIntArray.of(6, 24, 3, 1),
            ImmutableIntArray.of(5, 24, 5, 1),
            ImmutableIntArray.of(6, 40, 7, 2),
            ImmutableIntArray.of(6, 40, 7, 1),
            ImmutableIntArray.of(6, 48, 3, 1),
            ImmutableIntArray.of(4, 48, 3, 1),
            ImmutableIntArray.of(5, 96, 5, 2),
            ImmutableIntArray.of(5, 96, 3, 1),
            ImmutableIntArray.of(4, 96, 3, 1),
            ImmutableIntArray.of(3, 160, 7, 1));

    /** Expansion, channels, kernel, stride. */
    private static final ImmutableList<ImmutableIntArray> IMAGE_NET = ImmutableList.of(
            ImmutableIntArray.of(1, 8, 3, 1),
            ImmutableIntArray.of(3, 16, 7, 2),
            ImmutableIntArray.of(5, 16, 3, 1),
            ImmutableIntArray.of(5, 16, 7, 1),
            ImmutableIntArray.of(4, 16, 5, 1),
            ImmutableIntArray.of(5, 24, 5, 2),
            ImmutableIntArray.of(5, 24, 5, 1),
            ImmutableIntArray.of(5, 24, 5, 1),
            ImmutableIntArray.of(5, 40, 3, 2),
            ImmutableIntArray.of(6, 40, 7, 1),
            ImmutableIntArray.of(4, 40, 5, 1),
            ImmutableIntArray.of(5, 48, 5, 1),
            ImmutableIntArray.of(5, 48, 7, 1),
            ImmutableIntArray.of(5, 48, 3, 1),
            ImmutableIntArray.of(6, 96, 3, 2),
            ImmutableIntArray.of(5, 96, 7, 1),
            ImmutableIntArray.of(4, 96, 3, 1),
            ImmutableIntArray.of(5, 160, 7, 1));

    private McuNet() {}

    static Recipe visualWakeWords() {
        return new Recipe(
                "mcunet-vww",
                ImmutableMap.of("input", "80x80x3", "classes", "2", "residual", "true"),
                "MCUNet person detector (is anybody there?): 15 inverted bottlenecks",
                SOURCE,
                "mcunet-vww",
                (name, parameters) -> build(name, parameters, VISUAL_WAKE_WORDS));
    }

    static Recipe imageNet() {
        return new Recipe(
                "mcunet-320kb",
                ImmutableMap.of("input", "176x176x3", "classes", "1000", "residual", "true"),
                "MCUNet image classifier for 320 KB of SRAM: 18 inverted bottlenecks",
                SOURCE,
                "mcunet-320kb:residual=false",
                (name, parameters) -> build(name, parameters, IMAGE_NET));
    }

    /** One block by itself; as default the first residual one of the visual wake words. */
    static Recipe block() {
        return new Recipe(
                "inverted-bottleneck",
                ImmutableMap.of(
                        "input", "20x20x16",
                        "expanded", "48",
                        "channels", "16",
                        "kernel", "3",
                        "stride", "1",
                        "residual", "true"),
                "one block of MobileNetV2 or MCUNet by itself; vMCU's measurements are about such blocks",
                "Zheng et al., vMCU, arXiv 2406.06542: blocks of MCUNet's visual wake words and ImageNet networks",
                "inverted-bottleneck:10x10x24,expanded=120,channels=24,kernel=5",
                McuNet::single);
    }

    private static Network single(String name, Parameters parameters) {
        InvertedBottleneck block = new InvertedBottleneck(
                parameters.count("expanded", 1, 1 << 16),
                parameters.count("channels", 1, 1 << 16),
                parameters.count("kernel", 1, 99),
                parameters.count("stride", 1, 99),
                Border.SYMMETRIC,
                parameters.flag("residual"));
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap ifm = net.input("ifm", parameters.image("input"));
        return net.output(block.append(net, "block", ifm)).build();
    }

    private static Network build(String name, Parameters parameters, ImmutableList<ImmutableIntArray> blocks) {
        int classes = parameters.count("classes", 1, 1 << 16);
        boolean residual = parameters.flag("residual");
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map =
                net.convolution("stem", image, STEM_CHANNELS, Border.SYMMETRIC.window(image, 3, 2), Activation.RELU6);
        for (int i = 0; i < blocks.size(); i++) {
            ImmutableIntArray row = blocks.get(i);
            int expanded = row.get(0) * map.shape().channels();
            map = new InvertedBottleneck(expanded, row.get(1), row.get(2), row.get(3), Border.SYMMETRIC, residual)
                    .append(net, "block" + i, map);
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }
}
