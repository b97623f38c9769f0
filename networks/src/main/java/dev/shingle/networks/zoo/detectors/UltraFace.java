package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * Face detector of depthwise-separable blocks with heads at an 8th, 16th, 32nd and 64th of the image's size. The RFB
 * variant sees more of the image at the 8th: three branches of dilated convolutions in place of one block.
 *
 * <pre>
 *   240x320   stem, 7 blocks     3 blocks      2 blocks      1x1, block
 *             30x40x64           15x20x128     8x10x256      4x5x256
 *             3 anchors          2             2             3              4420 scores of 2, 4420 boxes of 4
 * </pre>
 */
final class UltraFace {

    private static final String SOURCE = "Linzaer, Ultra-Light-Fast-Generic-Face-Detector-1MB (its PyTorch code)";

    /** Channels and strides, part by part. */
    private static final ImmutableIntArray CHANNELS =
            ImmutableIntArray.of(32, 32, 32, 64, 64, 64, 64, 128, 128, 128, 256, 256);

    private static final ImmutableIntArray STRIDES = ImmutableIntArray.of(1, 2, 1, 2, 1, 1, 1, 2, 1, 1, 2, 1);

    /** Heads behind these blocks (counted from 0), and so many anchors there. */
    private static final ImmutableMap<Integer, Integer> ANCHORS_BY_BLOCK = ImmutableMap.of(6, 3, 9, 2, 11, 2);

    private static final int STEM_CHANNELS = 16;
    private static final int RECEPTIVE_FIELD_BLOCK = 6;
    private static final int LAST_ANCHORS = 3;

    private final NetworkBuilder net;
    private final List<FeatureMap> scores = new ArrayList<>();
    private final List<FeatureMap> boxes = new ArrayList<>();

    private UltraFace(NetworkBuilder net) {
        this.net = net;
    }

    static Recipe slim() {
        return recipe("ultraface-slim", "small face detector for 320x240 images: 13 blocks, four heads", false);
    }

    static Recipe receptiveFields() {
        return recipe("ultraface-rfb", "the same with a block of dilated convolutions before the first head", true);
    }

    private static Recipe recipe(String name, String description, boolean withReceptiveFields) {
        return new Recipe(
                name,
                ImmutableMap.of("input", "240x320x3"),
                description,
                SOURCE,
                name + ":120x160",
                (canonical, parameters) -> new UltraFace(new NetworkBuilder(canonical, ElementType.INT8))
                        .build(parameters, withReceptiveFields));
    }

    private Network build(Parameters parameters, boolean withReceptiveFields) {
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map =
                net.convolution("stem", image, STEM_CHANNELS, Border.SYMMETRIC.window(image, 3, 2), Activation.RELU);
        for (int i = 0; i < CHANNELS.length(); i++) {
            map = withReceptiveFields && i == RECEPTIVE_FIELD_BLOCK
                    ? new ReceptiveFields(net, "block" + (i + 1)).append(map, CHANNELS.get(i))
                    : separable("block" + (i + 1), map, CHANNELS.get(i), STRIDES.get(i), Activation.RELU);
            Integer anchors = ANCHORS_BY_BLOCK.get(i);
            if (anchors != null) {
                head(map, anchors, this::separable);
            }
        }
        FeatureMap narrow = Blocks.pointwise(net, "extra-reduce", map, 64, Activation.RELU);
        map = separable("extra", narrow, 256, 2, Activation.RELU);
        head(
                map,
                LAST_ANCHORS,
                (name, ifm, channels) -> Blocks.convolution3x3(net, name, ifm, channels, Activation.NONE));
        FeatureMap joint = net.concatenation("scores-joint", 1, ImmutableList.copyOf(scores));
        FeatureMap corners = net.concatenation("boxes", 1, ImmutableList.copyOf(boxes));
        return net.output(net.softmax("scores", joint)).output(corners).build();
    }

    /** A last convolution for scores or boxes. */
    private interface Predictor {

        FeatureMap predict(String name, FeatureMap ifm, int channels);
    }

    private void head(FeatureMap map, int anchors, Predictor predictor) {
        String number = Integer.toString(scores.size() + 1);
        scores.add(flat("scores" + number, predictor, map, anchors, 2));
        boxes.add(flat("boxes" + number, predictor, map, anchors, 4));
    }

    private FeatureMap flat(String name, Predictor predictor, FeatureMap map, int anchors, int numbers) {
        FeatureMap predicted = predictor.predict(name + "-map", map, anchors * numbers);
        int rows = Math.toIntExact(predicted.shape().elements() / numbers);
        return net.view(name, predicted, Shape.of(1, rows, numbers));
    }

    private FeatureMap separable(String name, FeatureMap ifm, int channels) {
        return separable(name, ifm, channels, 1, Activation.NONE);
    }

    private FeatureMap separable(String name, FeatureMap ifm, int channels, int stride, Activation activation) {
        Window window = Border.SYMMETRIC.window(ifm, 3, stride);
        FeatureMap spatial = net.depthwise(name + "-depthwise", ifm, 1, window, Activation.RELU);
        return Blocks.pointwise(net, name, spatial, channels, activation);
    }

    /**
     * Three branches that narrow, look around, and look further around with gaps of 2, 3 and 5 pixels; joined, mixed, and
     * added to the input.
     */
    private record ReceptiveFields(NetworkBuilder net, String name) {

        FeatureMap append(FeatureMap ifm, int channels) {
            int narrow = channels / 8;
            FeatureMap near = branch("-near", ifm, 2, narrow, 2 * narrow);
            FeatureMap middle = branch("-middle", ifm, 3, narrow, 2 * narrow);
            FeatureMap far = branch("-far", ifm, 5, narrow, 3 * narrow / 2, 2 * narrow);
            FeatureMap joint = net.concatenation(name + "-joint", near, middle, far);
            FeatureMap mixed = Blocks.pointwise(net, name + "-mix", joint, channels, Activation.NONE);
            FeatureMap shortcut = Blocks.pointwise(net, name + "-shortcut", ifm, channels, Activation.NONE);
            return net.add(name + "-add", mixed, shortcut, Activation.RELU);
        }

        private FeatureMap branch(String branch, FeatureMap ifm, int dilation, int... channels) {
            FeatureMap map = Blocks.pointwise(net, name + branch + 1, ifm, channels[0], Activation.NONE);
            for (int i = 1; i < channels.length; i++) {
                map = Blocks.convolution3x3(net, name + branch + (i + 1), map, channels[i], Activation.RELU);
            }
            Window dilated = new Window(3, 3, 1, 1, dilation, dilation, Padding.symmetric(dilation));
            int last = channels[channels.length - 1];
            return net.convolution(name + branch + "-dilated", map, last, dilated, Activation.NONE);
        }
    }
}
