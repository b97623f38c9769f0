package dev.shingle.networks.quantize;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves the last functions and joins of a network to the host: its outputs are then what these read. 8 bits hold a logit
 * well, but not its probability when that is small (LOGISTIC and SOFTMAX write multiples of 1/256), and parts of different
 * ranges lose by being joined under one scale.
 *
 * <pre>    conv -> a -> [view] -> [logistic] -> y         conv -> a</pre>
 */
public final class OutputTrimming {

    private OutputTrimming() {}

    /** The network without trailing LOGISTIC, SOFTMAX and TANH layers, concatenations, and views before those. */
    public static Network trim(Network network) {
        Map<String, Layer> writers = new HashMap<>();
        network.layers().forEach(layer -> layer.outputs().forEach(output -> writers.put(output.name(), layer)));
        Set<FeatureMap> outputs = new LinkedHashSet<>();
        Deque<FeatureMap> open = new ArrayDeque<>(network.outputs());
        while (!open.isEmpty()) {
            FeatureMap map = open.removeFirst();
            Layer writer = writers.get(map.name());
            if (writer != null
                    && isForHost(writer.operator())
                    && writer.constants().isEmpty()) {
                ImmutableList<FeatureMap> inputs = writer.inputs();
                inputs.reverse().forEach(open::addFirst);
            } else {
                outputs.add(map);
            }
        }
        return new Network(network.name(), network.inputs(), needed(network, outputs), ImmutableList.copyOf(outputs));
    }

    private static boolean isForHost(Operator operator) {
        if (operator instanceof Operator.Pointwise it) {
            return it.function() == Function.LOGISTIC || it.function() == Function.TANH;
        }
        return operator instanceof Operator.Softmax
                || operator instanceof Operator.Concatenation
                || operator instanceof Operator.View
                || operator instanceof Operator.Reshape;
    }

    private static ImmutableList<Layer> needed(Network network, Set<FeatureMap> outputs) {
        Set<String> wanted = new HashSet<>();
        outputs.forEach(output -> wanted.add(output.name()));
        List<Layer> kept = new ArrayList<>();
        for (Layer layer : network.layers().reverse()) {
            if (layer.outputs().stream().anyMatch(output -> wanted.contains(output.name()))) {
                layer.inputs().forEach(input -> wanted.add(input.name()));
                kept.add(layer);
            }
        }
        return ImmutableList.copyOf(kept).reverse();
    }
}
