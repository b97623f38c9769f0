package dev.shingle.networks.quantize;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which channels of which tensors can only be scaled together. A class of channels may be multiplied by any positive number
 * if the layers that write it are convolutions (their weights take the number in) behind at most a RELU, all layers between
 * commute with it, and the layers that read it at the end are convolutions again (their weights take the inverse).
 *
 * <pre>
 *   conv -> a -> [relu] -> [max pool] -> b -> conv          channel i of a and of b: one class
 *   conv -> c --\
 *                [concat, shuffle, split] -> e -> conv      channels of c and d: classes that e's channels belong to
 *   conv -> d --/
 * </pre>
 *
 * Every element is followed through the network as a label, so that channel shuffles made of reshapes and slices are no
 * obstacle. Classes that meet anything else (network inputs and outputs, products, functions) are fixed. Time and space are
 * linear in the elements of all tensors that are moved.
 */
final class ChannelClasses {

    private final Classes classes = new Classes();
    private final Map<String, Labels> labels = new HashMap<>();
    private final Set<Integer> fixed = new HashSet<>();
    private ImmutableSet<Integer> roots = ImmutableSet.of();

    private ChannelClasses() {}

    static ChannelClasses of(Network network) {
        ChannelClasses found = new ChannelClasses();
        network.inputs().forEach(input -> found.fix(found.fresh(input)));
        network.layers().forEach(found::follow);
        network.outputs().forEach(found::fix);
        found.roots = found.fixed.stream().map(found.classes::find).collect(toImmutableSet());
        return found;
    }

    /** Class of each channel; empty if elements of one channel belong to different classes. */
    Optional<int[]> of(FeatureMap map) {
        Labels own = of(map.name());
        int[] found = new int[map.shape().channels()];
        Arrays.fill(found, -1);
        for (int i = 0; i < own.count(); i++) {
            int channel = i % found.length;
            int name = classes.find(own.get(i));
            if (found[channel] >= 0 && found[channel] != name) {
                return Optional.empty();
            }
            found[channel] = name;
        }
        return Optional.of(found);
    }

    boolean isFixed(int name) {
        return roots.contains(name);
    }

    private Labels of(String map) {
        return Optional.ofNullable(labels.get(map)).orElseThrow(() -> new AssertionError("no labels for " + map));
    }

    private FeatureMap fresh(FeatureMap map) {
        int channels = map.shape().channels();
        labels.put(map.name(), Labels.perChannel(classes.add(channels), channels));
        return map;
    }

    private void fix(FeatureMap map) {
        Labels own = of(map.name());
        for (int i = 0; i < own.count(); i++) {
            fixed.add(classes.find(own.get(i)));
        }
    }

    private void follow(Layer layer) {
        Operator operator = layer.operator();
        if (WeightLayout.isReadable(layer)) {
            readByWeights(layer);
        } else if (Labels.moves(layer)) {
            Labels.move(layer, map -> of(map.name())).forEach((name, moved) -> labels.put(name, moved));
        } else if (keepsChannels(layer)) {
            join(layer.ifm());
            labels.put(layer.ofm().name(), of(layer.ifm().name()).ofOnePixel(channels(layer.ifm())));
        } else if (operator instanceof Operator.Pointwise it && isHomogeneous(it)) {
            labels.put(layer.ofm().name(), of(layer.ifm().name()));
        } else if (operator instanceof Operator.Elementwise it && isSum(it, layer)) {
            join(layer.inputs().get(0));
            join(layer.inputs().get(1));
            Labels first = of(layer.inputs().get(0).name());
            Labels second = of(layer.inputs().get(1).name());
            for (int i = 0; i < channels(layer.ofm()); i++) {
                classes.join(first.get(i), second.get(i));
            }
            labels.put(layer.ofm().name(), first.ofOnePixel(channels(layer.ofm())));
        } else {
            layer.inputs().forEach(this::fix);
            layer.outputs().forEach(output -> fix(fresh(output)));
        }
    }

    private void readByWeights(Layer layer) {
        if (WeightLayout.of(layer).readsChannels(layer)) {
            join(layer.ifm());
        } else {
            fix(layer.ifm());
        }
        fresh(layer.ofm());
        if (!isHomogeneous(WeightLayout.activation(layer))) {
            fix(layer.ofm());
        }
    }

    /** All elements of a channel become one class. */
    private void join(FeatureMap map) {
        Labels own = of(map.name());
        int channels = channels(map);
        for (int i = channels; i < own.count(); i++) {
            classes.join(own.get(i), own.get(i % channels));
        }
    }

    private static int channels(FeatureMap map) {
        return map.shape().channels();
    }

    private static boolean keepsChannels(Layer layer) {
        Operator operator = layer.operator();
        boolean isChannelwise = (operator instanceof Operator.Pool it && isHomogeneous(it.activation()))
                || operator instanceof Operator.Resize
                || operator instanceof Operator.Pad
                || operator instanceof Operator.SpaceToBatch
                || operator instanceof Operator.BatchToSpace;
        return isChannelwise
                && layer.operands().size() == 1
                && layer.inputs().size() == 1
                && channels(layer.ifm()) == channels(layer.ofm());
    }

    private static boolean isHomogeneous(Activation activation) {
        return activation == Activation.NONE || activation == Activation.RELU;
    }

    private static boolean isHomogeneous(Operator.Pointwise pointwise) {
        return switch (pointwise.function()) {
            case COPY, RELU, LEAKY_RELU, PRELU -> true;
            default -> false;
        };
    }

    private static boolean isSum(Operator.Elementwise elementwise, Layer layer) {
        boolean isLinear = switch (elementwise.kind()) {
            case ADD, SUBTRACT, MAXIMUM, MINIMUM -> true;
            case MULTIPLY, DIVIDE, SQUARED_DIFFERENCE, POWER -> false;
        };
        return isLinear
                && isHomogeneous(elementwise.activation())
                && layer.operands().stream().noneMatch(ChannelClasses::isConstant)
                && layer.inputs().stream().allMatch(input -> channels(input) == channels(layer.ofm()));
    }

    private static boolean isConstant(Operand operand) {
        return operand instanceof Constant;
    }
}
