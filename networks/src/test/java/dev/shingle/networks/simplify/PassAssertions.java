package dev.shingle.networks.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import java.util.List;

/** Runs one pass alone, and looks layers up by name. */
final class PassAssertions {

    private PassAssertions() {}

    /** The network behind one pass that must have applied as often. */
    static Network changed(Pass pass, Network before, int changes) {
        Pass.Rewritten rewritten = pass.apply(before);
        assertThat(rewritten.details())
                .hasSize(changes)
                .allSatisfy(detail -> assertThat(detail).doesNotContain("\n"));
        assertThat(pass.apply(rewritten.network()).network()).isEqualTo(rewritten.network());
        return rewritten.network();
    }

    static void unchanged(Pass pass, Network before) {
        Pass.Rewritten rewritten = pass.apply(before);
        assertThat(rewritten.details()).isEmpty();
        assertThat(rewritten.network()).isEqualTo(before);
    }

    static List<String> layerNames(Network network) {
        return network.layers().stream().map(Layer::name).toList();
    }

    static Layer layer(Network network, String name) {
        return network.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no layer " + name + " in " + layerNames(network)));
    }
}
