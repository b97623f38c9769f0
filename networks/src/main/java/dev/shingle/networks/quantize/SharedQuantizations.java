package dev.shingle.networks.quantize;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Quantization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One quantisation for each feature map. Maps between which stored numbers are only moved or compared form a group with one
 * range. What a function with a fixed result writes keeps its own quantisation: where it is joined with others, as in a
 * concatenation, it has to be quantised again on the way.
 */
final class SharedQuantizations {

    private final Classes groups = new Classes();
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<Integer, Quantization> chosen = new HashMap<>();

    private SharedQuantizations() {}

    static SharedQuantizations of(Calibration seen, Equalization equalization) {
        Network network = seen.network();
        SharedQuantizations shared = new SharedQuantizations();
        network.featureMaps().keySet().forEach(name -> shared.members.put(name, shared.groups.add(1)));
        for (Layer layer : network.layers()) {
            if (IntegerForms.sharesQuantization(layer.operator())
                    && layer.inputs().size() == 1) {
                shared.join(layer, layer.ifm());
            }
        }
        shared.fix(network);
        for (Layer layer : network.layers()) {
            if (IntegerForms.sharesQuantization(layer.operator())
                    && layer.inputs().size() > 1) {
                layer.inputs().forEach(input -> shared.joinUnlessFixed(layer, input));
            }
        }
        shared.choose(network, seen, equalization);
        return shared;
    }

    Quantization of(FeatureMap map) {
        return Optional.ofNullable(chosen.get(group(map)))
                .orElseThrow(() -> new AssertionError("no quantisation of " + map.name()));
    }

    private void join(Layer layer, FeatureMap input) {
        layer.outputs().forEach(output -> groups.join(group(input), group(output)));
    }

    private void joinUnlessFixed(Layer layer, FeatureMap input) {
        if (!chosen.containsKey(group(input)) && !chosen.containsKey(group(layer.ofm()))) {
            join(layer, input);
        }
    }

    private void fix(Network network) {
        for (Layer layer : network.layers()) {
            IntegerForms.result(layer.operator())
                    .ifPresent(quantization -> chosen.putIfAbsent(group(layer.ofm()), quantization));
        }
    }

    private int group(FeatureMap map) {
        return groups.find(Optional.ofNullable(members.get(map.name())).orElseThrow(AssertionError::new));
    }

    private void choose(Network network, Calibration seen, Equalization equalization) {
        Map<Integer, double[]> ranges = new HashMap<>();
        for (FeatureMap map : network.featureMaps().values()) {
            double[] range = ranges.computeIfAbsent(group(map), name -> new double[2]);
            // Where channels are mixed, the tensors that they come from are in the same group.
            equalization.divisors(map).map(seen.ranges(map)::dividedBy).ifPresent(scaled -> {
                range[0] = Math.min(range[0], scaled.least().stream().min().orElse(0));
                range[1] = Math.max(range[1], scaled.greatest().stream().max().orElse(0));
            });
        }
        ranges.forEach((name, range) -> chosen.putIfAbsent(name, AffineScheme.covering(range[0], range[1])));
    }
}
