package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
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

/**
 * The trunk of Tiny-YOLOv2 with two heads of three anchors: one at a 32nd of the image's size, one at a 16th that also
 * reads the fifth convolution.
 *
 * <pre>
 *   conv1 .. conv5 --- pool --- conv6 --- pool/1 --- conv7 --- reduce --- conv8 --- coarse
 *              |                                                 |
 *              |                                                1x1 --- upsample
 *              +---------------------------------------------------------- concatenate --- conv9 --- fine
 * </pre>
 */
final class TinyYoloV3 {

    private static final ImmutableIntArray CHANNELS = ImmutableIntArray.of(16, 32, 64, 128, 256, 512);
    private static final int ANCHORS = 3;
    private static final int NUMBERS_BESIDE_CLASSES = 5;

    private TinyYoloV3() {}

    static Recipe recipe() {
        return new Recipe(
                "tiny-yolov3",
                ImmutableMap.of("input", "416x416x3", "classes", "80"),
                "Tiny-YOLOv3 object detector with two heads; its leaky rectifiers are plain ones here",
                "Redmon, Farhadi, YOLOv3, arXiv 1804.02767; layer list of its yolov3-tiny configuration",
                "tiny-yolov3:224x320",
                TinyYoloV3::build);
    }

    private static Network build(String name, Parameters parameters) {
        int numbers = ANCHORS * (NUMBERS_BESIDE_CLASSES + parameters.count("classes", 1, 1 << 12));
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap map = net.input("image", parameters.image("input"));
        FeatureMap conv5 = map;
        for (int i = 0; i < CHANNELS.length(); i++) {
            map = Blocks.convolution3x3(net, "conv" + (i + 1), map, CHANNELS.get(i), Activation.RELU);
            conv5 = i == 4 ? map : conv5;
            Window pool = i + 1 < CHANNELS.length()
                    ? Border.VALID.window(map, 2, 2)
                    : Window.square(2, 1, new Padding(0, 1, 0, 1));
            map = net.maxPool("pool" + (i + 1), map, pool);
        }
        map = Blocks.convolution3x3(net, "conv7", map, 1024, Activation.RELU);
        FeatureMap reduced = Blocks.pointwise(net, "reduce", map, 256, Activation.RELU);
        FeatureMap conv8 = Blocks.convolution3x3(net, "conv8", reduced, 512, Activation.RELU);
        net.output(Blocks.pointwise(net, "coarse", conv8, numbers, Activation.NONE));
        FeatureMap narrow = Blocks.pointwise(net, "narrow", reduced, 128, Activation.RELU);
        FeatureMap joint = net.concatenation("joint", net.upsample("upsample", narrow, 2), conv5);
        FeatureMap conv9 = Blocks.convolution3x3(net, "conv9", joint, 256, Activation.RELU);
        return net.output(Blocks.pointwise(net, "fine", conv9, numbers, Activation.NONE))
                .build();
    }
}
