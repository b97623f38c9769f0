package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Layers in execution order over named feature maps.
 *
 * <p>Invariants, checked on construction: every feature map is a network input or the output of exactly one earlier layer
 * before it is read, and wherever its name occurs it has the same shape and type; layer names are unique; every network
 * output exists.
 */
public record Network(
        String name, ImmutableList<FeatureMap> inputs, ImmutableList<Layer> layers, ImmutableList<FeatureMap> outputs) {

    public Network {
        Map<String, FeatureMap> known = new LinkedHashMap<>();
        for (FeatureMap input : inputs) {
            checkArgument(known.put(input.name(), input) == null, "two network inputs are named %s", input.name());
        }
        Set<String> layerNames = new HashSet<>();
        for (Layer layer : layers) {
            checkArgument(layerNames.add(layer.name()), "two layers are named %s", layer.name());
            for (FeatureMap input : layer.inputs()) {
                checkArgument(
                        input.equals(known.get(input.name())),
                        "layer %s reads %s, which is not there before it",
                        layer.name(),
                        input.name());
            }
            for (FeatureMap output : layer.outputs()) {
                checkArgument(
                        known.put(output.name(), output) == null,
                        "layer %s writes %s, which exists already",
                        layer.name(),
                        output.name());
            }
        }
        for (FeatureMap output : outputs) {
            checkArgument(output.equals(known.get(output.name())), "network output %s is never written", output.name());
        }
    }

    /** Every feature map by name: inputs first, then in order of production. */
    public ImmutableMap<String, FeatureMap> featureMaps() {
        ImmutableMap.Builder<String, FeatureMap> all = ImmutableMap.builder();
        inputs.forEach(input -> all.put(input.name(), input));
        layers.forEach(layer -> layer.outputs().forEach(output -> all.put(output.name(), output)));
        return all.buildOrThrow();
    }
}
