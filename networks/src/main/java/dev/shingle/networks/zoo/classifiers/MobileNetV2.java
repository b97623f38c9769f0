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

/** A 3x3 convolution with stride 2, 17 inverted bottlenecks, a 1x1 convolution to 1280 channels. */
public final class MobileNetV2 {

    /** Of the parameter {@code width}. */
    public static final double WIDEST = 16;

    private static final String SOURCE = "Sandler et al., MobileNetV2, arXiv 1801.04381, table 2";

    /** Expansion t, channels c, blocks n, stride s of the first of them. */
    private static final ImmutableList<ImmutableIntArray> STAGES = ImmutableList.of(
            ImmutableIntArray.of(1, 16, 1, 1),
            ImmutableIntArray.of(6, 24, 2, 2),
            ImmutableIntArray.of(6, 32, 3, 2),
            ImmutableIntArray.of(6, 64, 4, 2),
            ImmutableIntArray.of(6, 96, 3, 1),
            ImmutableIntArray.of(6, 160, 3, 2),
            ImmutableIntArray.of(6, 320, 1, 1));

    private static final ImmutableIntArray LAST_HALVING = STAGES.get(5);
    private static final int STEM_CHANNELS = 32;
    private static final int LAST_CHANNELS = 1280;

    private MobileNetV2() {}

    static Recipe recipe() {
        return new Recipe(
                "mobilenet-v2",
                ImmutableMap.of("width", "1.0", "input", "224x224x3", "classes", "1000", "padding", "same"),
                "MobileNetV2 image classifier: convolution, 17 inverted bottlenecks, average pool, classes",
                SOURCE,
                "mobilenet-v2:0.35,96x96x3",
                MobileNetV2::classifier);
    }

    private static Network classifier(String name, Parameters parameters) {
        double width = parameters.factor("width", WIDEST);
        int classes = parameters.count("classes", 1, 1 << 16);
        Border border = parameters.choice("padding", Blocks.BORDERS);
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map = trunk(net, image, width, border).last();
        return net.output(Blocks.classes(net, map, classes)).build();
    }

    /**
     * Results that others build on.
     *
     * @param expansion of the first bottleneck at a 32nd of the image's size, still at a 16th
     * @param last of all
     */
    public record Trunk(FeatureMap expansion, FeatureMap last) {}

    /** Appends everything below the classes. */
    public static Trunk trunk(NetworkBuilder net, FeatureMap image, double width, Border border) {
        FeatureMap map = net.convolution(
                "stem", image, channels(STEM_CHANNELS, width), border.window(image, 3, 2), Activation.RELU6);
        FeatureMap expansion = map;
        int index = 0;
        for (ImmutableIntArray stage : STAGES) {
            int channels = channels(stage.get(1), width);
            for (int i = 0; i < stage.get(2); i++) {
                int stride = i == 0 ? stage.get(3) : 1;
                int expanded = stage.get(0) * map.shape().channels();
                String name = "block" + index++;
                InvertedBottleneck block = new InvertedBottleneck(expanded, channels, 3, stride, border, true);
                FeatureMap wide = block.expand(net, name, map);
                expansion = stage.equals(LAST_HALVING) && i == 0 ? wide : expansion;
                map = block.project(net, name, wide, map);
            }
        }
        int last = channels(LAST_CHANNELS, Math.max(1, width));
        return new Trunk(expansion, Blocks.pointwise(net, "last", map, last, Activation.RELU6));
    }

    /** The nearest multiple of 8, but at most a tenth less. */
    private static int channels(int full, double width) {
        double wanted = full * width;
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
}
