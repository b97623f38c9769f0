package dev.shingle.networks.resize;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import java.util.HashSet;
import java.util.Set;

/**
 * The feature maps whose number of channels is no matter of width: inputs and outputs of the network, single channels
 * (they are there to be broadcast), and all that layers tie to them. A convolution or fully connected layer ties nothing;
 * every other layer ties its results to its operands, and a sum its operands to each other. A concatenation ties its
 * operands to its result, and its result to them only if all of them are fixed.
 *
 * <p>Passes over the layers until nothing is added, in practice three or four.
 */
final class FixedChannels {

    private final Set<String> fixed = new HashSet<>();

    private FixedChannels() {}

    static ImmutableSet<String> of(Network network) {
        FixedChannels channels = new FixedChannels();
        channels.add(network.inputs());
        channels.add(network.outputs());
        network.layers()
                .forEach(layer -> layer.outputs().stream()
                        .filter(output -> output.shape().channels() == 1)
                        .forEach(output -> channels.fixed.add(output.name())));
        int before = -1;
        while (before < channels.fixed.size()) {
            before = channels.fixed.size();
            network.layers().reverse().forEach(channels::tie);
            network.layers().forEach(channels::tie);
        }
        return ImmutableSet.copyOf(channels.fixed);
    }

    /** Whether the number of channels that a layer writes is up to its weights. */
    static boolean isProducer(Operator operator) {
        return operator instanceof Operator.Convolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected;
    }

    private void tie(Layer layer) {
        if (isProducer(layer.operator())) {
            return;
        }
        if (isAny(layer.outputs())) {
            add(ofSameChannels(layer));
            add(layer.outputs());
        }
        if (layer.operator() instanceof Operator.Concatenation ? isAll(layer.inputs()) : isAny(ofSameChannels(layer))) {
            add(layer.outputs());
        }
    }

    /** Of a broadcast operand nothing follows. */
    private static ImmutableList<FeatureMap> ofSameChannels(Layer layer) {
        return layer.operator() instanceof Operator.Elementwise
                ? layer.inputs().stream()
                        .filter(input ->
                                input.shape().channels() == layer.ofm().shape().channels())
                        .collect(ImmutableList.toImmutableList())
                : layer.inputs();
    }

    private boolean isAny(ImmutableList<FeatureMap> maps) {
        return maps.stream().anyMatch(map -> fixed.contains(map.name()));
    }

    private boolean isAll(ImmutableList<FeatureMap> maps) {
        return maps.stream().allMatch(map -> fixed.contains(map.name()));
    }

    private void add(ImmutableList<FeatureMap> maps) {
        maps.forEach(map -> fixed.add(map.name()));
    }
}
