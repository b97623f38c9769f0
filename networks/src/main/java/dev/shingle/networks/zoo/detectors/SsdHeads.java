package dev.shingle.networks.zoo.detectors;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Boxes and scores of a single-shot detector: two predictors on each of several maps, whose results are laid one behind
 * another, anchor by anchor.
 *
 * <pre>
 *   19x19 --- boxes 19x19x(3*4) --- 1083x4 ---+
 *   10x10 --- boxes 10x10x(6*4) ---  600x4 ---+ boxes 1917x4          and the same for the scores
 *   ...                                       +
 * </pre>
 */
final class SsdHeads {

    private static final int CORNERS = 4;

    /** Turns a map into one of so many channels. */
    interface Predictor {

        FeatureMap predict(String name, FeatureMap ifm, int channels, Activation activation);
    }

    private final NetworkBuilder net;
    private final Predictor predictor;
    private final int classes;
    private final List<FeatureMap> boxes = new ArrayList<>();
    private final List<FeatureMap> scores = new ArrayList<>();

    /**
     * No heads yet.
     *
     * @param classes the background included
     */
    SsdHeads(NetworkBuilder net, Predictor predictor, int classes) {
        this.net = net;
        this.predictor = predictor;
        this.classes = classes;
    }

    void add(FeatureMap map, int anchors) {
        String number = Integer.toString(boxes.size() + 1);
        boxes.add(flat("boxes" + number, map, anchors, CORNERS));
        scores.add(flat("scores" + number, map, anchors, classes));
    }

    private FeatureMap flat(String name, FeatureMap map, int anchors, int numbers) {
        FeatureMap predicted =
                predictor.predict(name + "-map", map, Math.multiplyExact(anchors, numbers), Activation.NONE);
        int rows = Math.toIntExact(predicted.shape().elements() / numbers);
        return net.view(name, predicted, Shape.of(1, rows, numbers));
    }

    /** Declares the network's outputs: two lists of all anchors, or boxes and scores of every map by themselves. */
    void output(boolean joined) {
        if (joined) {
            net.output(net.concatenation("boxes", 1, ImmutableList.copyOf(boxes)));
            net.output(net.concatenation("scores", 1, ImmutableList.copyOf(scores)));
        } else {
            for (int i = 0; i < boxes.size(); i++) {
                net.output(boxes.get(i)).output(scores.get(i));
            }
        }
    }
}
