package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import java.util.List;
import java.util.Optional;

/**
 * One kind of simplification, as a rule that is tried at every layer. Implementations hold no state, so that a pass is a
 * function from network to network.
 */
interface Pass {

    /** What users call it, in lower case with hyphens. */
    String name();

    /** One sentence for reports. */
    String description();

    /**
     * Changes the graph around the layer if the rule applies there, and says what it did; leaves it untouched otherwise.
     * Every change must lead strictly towards an end (fewer layers, or fewer of the kind that the rule looks for).
     */
    Optional<String> rewrite(Layer layer, Graph graph);

    /** Whether layers are visited from the last to the first; a change then rather helps the layers before it. */
    default boolean visitsLastFirst() {
        return false;
    }

    /** Sweeps over the layers until a whole sweep changes nothing. */
    default Rewritten apply(Network network) {
        Graph graph = new Graph(network);
        ImmutableList.Builder<String> details = ImmutableList.builder();
        boolean changed = true;
        while (changed) {
            changed = false;
            List<String> names = graph.layerNames();
            for (String name : visitsLastFirst() ? Lists.reverse(names) : names) {
                Optional<String> detail = graph.layer(name).flatMap(layer -> rewrite(layer, graph));
                detail.ifPresent(details::add);
                changed |= detail.isPresent();
            }
        }
        return new Rewritten(graph.toNetwork(), details.build());
    }

    /** The network behind a pass, and one line for each change. */
    record Rewritten(Network network, ImmutableList<String> details) {}
}
