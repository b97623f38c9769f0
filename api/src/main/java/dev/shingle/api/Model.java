package dev.shingle.api;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.simplify.PassReport;

/**
 * A network as its file has it, and as an accelerator runs it.
 *
 * @param source file or zoo specification
 * @param original as read
 * @param network after the simplification passes
 * @param executed the same layers in the order in which they run; its plans are plans of {@code network}
 * @param passes every pass, with what it changed
 * @param symbols sizes of the dimensions that the file leaves open, given ones and assumed ones, by name
 */
public record Model(
        String source,
        Network original,
        Network network,
        Network executed,
        ImmutableList<PassReport> passes,
        ImmutableMap<String, Integer> symbols) {

    /** The same model with its layers run in another order. */
    Model running(Network other) {
        return new Model(source, original, network, other, passes, symbols);
    }

    /** Bytes of all weights and biases that the simplified network still refers to, each counted once. */
    public long weightBytes() {
        ImmutableSet<Constant> constants = network.layers().stream()
                .flatMap(layer -> layer.constants().stream())
                .collect(toImmutableSet());
        return constants.stream()
                .mapToLong(constant -> (constant.sizeBits() + 7) / 8)
                .sum();
    }

    /** Layers that can be sized but not executed, each as {@code KIND#position}. */
    public ImmutableList<String> layersOfUnknownArithmetic() {
        return network.layers().stream()
                .filter(layer -> layer.operator() instanceof Operator.Opaque)
                .flatMap(layer -> layer.sources().stream())
                .collect(ImmutableList.toImmutableList());
    }
}
