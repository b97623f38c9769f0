package dev.shingle.networks.simplify;

import dev.shingle.networks.Layer;
import java.util.Optional;

/** Removes layers none of whose results is read or is a network output; from the last to the first, so in one sweep. */
final class DeadLayerRemoval implements Pass {

    @Override
    public String name() {
        return "remove-dead";
    }

    @Override
    public String description() {
        return "removes layers whose results nobody reads";
    }

    @Override
    public boolean visitsLastFirst() {
        return true;
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!layer.outputs().stream().allMatch(graph::isUnused)) {
            return Optional.empty();
        }
        graph.remove(layer);
        return Optional.of(Layers.label(layer) + " is never read");
    }
}
