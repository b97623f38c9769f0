package dev.shingle.fpga.descriptor;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits a network into what the accelerator runs and what follows on the host: softmax, reshaping, and concatenations, as
 * far as nothing but the host reads their results.
 *
 * <pre>
 *    conv -- conv -- reshape --.
 *       '--- conv -- reshape -- concatenation -- softmax            (left to the host from the reshapes on)
 * </pre>
 *
 * @param accelerated the network without these layers; its outputs are what the host takes
 * @param host the layers that are left to the host, in order
 */
public record HostTail(Network accelerated, ImmutableList<Layer> host) {

    public static HostTail of(Network network) {
        Set<String> read = new HashSet<>();
        List<Layer> kept = new ArrayList<>();
        List<Layer> host = new ArrayList<>();
        for (Layer layer : network.layers().reverse()) {
            boolean isLast = layer.outputs().stream().noneMatch(map -> read.contains(map.name()));
            if (isLast && isForHost(layer.operator())) {
                host.add(0, layer);
            } else {
                kept.add(0, layer);
                layer.inputs().forEach(map -> read.add(map.name()));
            }
        }
        ImmutableSet<String> made = namesOf(network, kept);
        Set<FeatureMap> outputs = new LinkedHashSet<>();
        network.outputs().stream().filter(map -> made.contains(map.name())).forEach(outputs::add);
        host.forEach(layer ->
                layer.inputs().stream().filter(map -> made.contains(map.name())).forEach(outputs::add));
        Network accelerated = new Network(
                network.name(), network.inputs(), ImmutableList.copyOf(kept), ImmutableList.copyOf(outputs));
        return new HostTail(accelerated, ImmutableList.copyOf(host));
    }

    /** Names of the layers that are left to the host. */
    public ImmutableList<String> hostNames() {
        return host.stream().map(Layer::name).collect(ImmutableList.toImmutableList());
    }

    private static boolean isForHost(Operator operator) {
        return operator instanceof Operator.Softmax
                || operator instanceof Operator.View
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Concatenation;
    }

    private static ImmutableSet<String> namesOf(Network network, List<Layer> layers) {
        ImmutableSet.Builder<String> names = ImmutableSet.builder();
        network.inputs().forEach(map -> names.add(map.name()));
        layers.forEach(layer -> layer.outputs().forEach(map -> names.add(map.name())));
        return names.build();
    }
}
