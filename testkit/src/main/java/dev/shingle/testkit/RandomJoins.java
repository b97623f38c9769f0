package dev.shingle.testkit;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Small graphs full of concatenations that need not copy, and of some that look as if they need not: blocks as in DenseNet
 * (joint tensors within joint tensors), branches as in Inception, heads as in SSD (viewed, then laid end to end), splits
 * whose parts are shuffled, parts that others read too, parts that are outputs, inputs, or occur twice.
 */
public final class RandomJoins {

    private final Random random;
    private final NetworkBuilder network;
    /** Most channels are multiples of this, so that they fill words and paddings. */
    private final int unit;

    private int names;

    private RandomJoins(Random random) {
        this.random = random;
        this.network = new NetworkBuilder("joins", random.nextInt(4) == 0 ? ElementType.INT16 : ElementType.INT8);
        this.unit = List.of(1, 2, 4, 8, 8).get(random.nextInt(5));
    }

    /** Networks as jqwik draws them. */
    public static Arbitrary<Network> networks() {
        return Arbitraries.randomValue(random -> new RandomJoins(random).network());
    }

    private Network network() {
        FeatureMap map = network.input("input", Shape.hwc(upTo(5), upTo(5), channels()));
        List<FeatureMap> outputs = new ArrayList<>();
        for (int i = upTo(3); i > 0; i--) {
            map = block(map);
            if (random.nextInt(6) == 0) {
                outputs.add(map);
            }
        }
        outputs.add(random.nextInt(3) == 0 ? map : convolution(map));
        outputs.stream().distinct().forEach(network::output);
        return network.build();
    }

    private FeatureMap block(FeatureMap map) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> dense(map);
            case 2 -> branches(map);
            case 3 -> shuffled(map);
            case 4 -> stacked(map);
            default -> heads(map);
        };
    }

    /** Every layer reads all that came before and appends to it. */
    private FeatureMap dense(FeatureMap map) {
        FeatureMap all = random.nextInt(4) == 0 ? map : convolution(map);
        for (int i = upTo(4); i > 0; i--) {
            FeatureMap more = convolution(random.nextInt(3) == 0 ? convolution(all) : all);
            all = random.nextInt(8) == 0 ? join(more, all) : join(all, more);
        }
        return all;
    }

    private FeatureMap branches(FeatureMap map) {
        List<FeatureMap> parts = new ArrayList<>();
        for (int i = upTo(3); i >= 0; i--) {
            parts.add(random.nextInt(3) == 0 ? pooled(map) : convolution(map));
        }
        if (random.nextInt(3) == 0) {
            // Somebody else reads a part, too, and its result is one as well.
            parts.add(pooled(parts.get(0)));
        }
        if (random.nextInt(10) == 0) {
            parts.add(parts.get(0));
        }
        if (random.nextInt(10) == 0) {
            network.output(parts.get(1));
        }
        FeatureMap joint = join(parts.toArray(FeatureMap[]::new));
        return random.nextInt(3) == 0 ? join(joint, convolution(parts.get(0))) : joint;
    }

    private FeatureMap shuffled(FeatureMap map) {
        FeatureMap whole =
                network.convolution(next("wide"), map, 2 * channels(), Border.SAME.window(map, 1, 1), Activation.NONE);
        int half = whole.shape().channels() / 2;
        ImmutableList<FeatureMap> halves = network.split(next("split"), whole, half, half);
        return random.nextBoolean()
                ? join(halves.get(1), halves.get(0))
                : join(halves.get(0), convolution(halves.get(1)));
    }

    /** One above the other: a stretch of the joint tensor each. */
    private FeatureMap stacked(FeatureMap map) {
        FeatureMap other = network.convolution(
                next("other"), map, map.shape().channels(), Border.SAME.window(map, 3, 1), Activation.NONE);
        FeatureMap inner = random.nextBoolean() ? other : joinOfChannels(map);
        FeatureMap first = network.convolution(
                next("first"), map, inner.shape().channels(), Border.SAME.window(map, 3, upTo(2)), Activation.NONE);
        int axis = 1 + random.nextInt(2);
        boolean isSameHeight = inner.shape().height() == first.shape().height();
        boolean isSameWidth = inner.shape().width() == first.shape().width();
        if (axis == 1 ? !isSameWidth : !isSameHeight) {
            return inner;
        }
        int sum = first.shape().dimension(axis) + inner.shape().dimension(axis);
        Shape joint = axis == 1
                ? Shape.hwc(sum, first.shape().width(), first.shape().channels())
                : Shape.hwc(first.shape().height(), sum, first.shape().channels());
        return network.append(
                next("stack"),
                new Operator.Concatenation(axis, Activation.NONE),
                ImmutableList.of(first, inner),
                joint);
    }

    private FeatureMap joinOfChannels(FeatureMap map) {
        return join(convolution(map), convolution(map));
    }

    /** Predictions of several resolutions as one list of boxes. */
    private FeatureMap heads(FeatureMap map) {
        int box = random.nextInt(3) == 0 ? 3 : unit;
        List<FeatureMap> lists = new ArrayList<>();
        int boxes = 0;
        FeatureMap scale = map;
        for (int i = upTo(3); i >= 0; i--) {
            int anchors = upTo(3);
            FeatureMap head = network.convolution(
                    next("head"), scale, anchors * box, Border.SAME.window(scale, 1, 1), Activation.NONE);
            int count = Math.toIntExact(head.shape().pixels()) * anchors;
            lists.add(network.view(next("list"), head, Shape.hwc(1, count, box)));
            boxes += count;
            scale = network.convolution(
                    next("scale"), scale, channels(), Border.SAME.window(scale, 3, 2), Activation.NONE);
        }
        return network.append(
                next("boxes"),
                new Operator.Concatenation(2, Activation.NONE),
                ImmutableList.copyOf(lists),
                Shape.hwc(1, boxes, box));
    }

    private FeatureMap join(FeatureMap... parts) {
        return network.concatenation(next("join"), parts);
    }

    private FeatureMap convolution(FeatureMap map) {
        return network.convolution(next("conv"), map, channels(), Border.SAME.window(map, upTo(3), 1), Activation.NONE);
    }

    private FeatureMap pooled(FeatureMap map) {
        return network.maxPool(next("pool"), map, Border.SAME.window(map, 3, 1));
    }

    private int channels() {
        return random.nextInt(12) == 0 ? upTo(5) : unit * upTo(unit > 4 ? 2 : 3);
    }

    private String next(String kind) {
        return kind + names++;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }
}
