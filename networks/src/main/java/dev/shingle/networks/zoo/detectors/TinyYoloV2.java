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
 * Six pairs of a 3x3 convolution and a 2x2 maximum, two more convolutions, and a 1x1 head for 5 boxes of 20 classes.
 * The last maximum has stride 1 and is padded right and below, so that it keeps the size.
 */
final class TinyYoloV2 {

    private static final ImmutableIntArray CHANNELS = ImmutableIntArray.of(16, 32, 64, 128, 256, 512);
    private static final int HEAD_CHANNELS = 125;

    private TinyYoloV2() {}

    static Recipe recipe() {
        return new Recipe(
                "tiny-yolov2",
                ImmutableMap.of("input", "416x416x3"),
                "Tiny-YOLOv2 object detector, a plain chain; its leaky rectifiers are plain ones here",
                "Redmon, Farhadi, YOLO9000, arXiv 1612.08242; layer list of the Tiny YOLO VOC configuration",
                "tiny-yolov2",
                TinyYoloV2::build);
    }

    private static Network build(String name, Parameters parameters) {
        NetworkBuilder net = new NetworkBuilder(name, ElementType.INT8);
        FeatureMap map = net.input("image", parameters.image("input"));
        for (int i = 0; i < CHANNELS.length(); i++) {
            map = Blocks.convolution3x3(net, "conv" + (i + 1), map, CHANNELS.get(i), Activation.RELU);
            Window pool = i + 1 < CHANNELS.length()
                    ? Border.VALID.window(map, 2, 2)
                    : Window.square(2, 1, new Padding(0, 1, 0, 1));
            map = net.maxPool("pool" + (i + 1), map, pool);
        }
        map = Blocks.convolution3x3(net, "conv7", map, 1024, Activation.RELU);
        map = Blocks.convolution3x3(net, "conv8", map, 1024, Activation.RELU);
        return net.output(net.convolution("boxes", map, HEAD_CHANNELS, Window.pointwise(), Activation.NONE))
                .build();
    }
}
