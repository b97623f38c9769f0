package dev.shingle.networks.simplify;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.shingle.networks.Network;
import java.util.Collection;

/**
 * Runs the passes that are switched on, in this order:
 *
 * <ol>
 *   <li>{@code fold-qdq}: layers between conversions from and to quantised numbers compute with those, while the weights
 *       are still quantised themselves
 *   <li>{@code fold-constants}: what depends on constants and shapes only is computed now; later rules then see weights
 *       and fill values as constants
 *   <li>{@code remove-dead}: what nobody reads, such as the chains that computed those shapes; it would count as a second
 *       reader in the rules below
 *   <li>{@code remove-identity}: what changes nothing, and would stand between layers that belong together
 *   <li>{@code merge-transposes} and {@code fold-transpose}: elements move once rather than twice, or not at all
 *   <li>{@code fold-blocks}: reshapes around a transposition become depth-to-space or space-to-depth
 *   <li>{@code fold-dilation}: three layers become a dilated convolution, before
 *   <li>{@code fold-pad}: borders go into convolutions, dilated ones too
 *   <li>{@code fold-affine}: batch normalisation and biases go into weights, before
 *   <li>{@code fuse-activation}: activations go into the layer before them
 *   <li>{@code reduce-to-pool}: means over images become pooling, and possibly a view
 *   <li>{@code alias-views}: what keeps the order of elements becomes a view
 *   <li>{@code host-edges}: conversions at the edges move to the host; off unless switched on
 * </ol>
 *
 * <p>Each pass runs to its own fixpoint, and the whole sequence is repeated until it changes nothing: simplifying a
 * simplified network gives it back unchanged. This ends because every change takes away a layer, brings two transpositions together, or
 * turns a layer into a kind (pool, view, block move, quantised) that no pass turns back. Immutable; may be shared between threads.
 */
public final class Simplifier {

    private static final ImmutableList<Pass> PASSES = ImmutableList.of(
            new QuantizedPairs(),
            new ConstantFolding(),
            new DeadLayerRemoval(),
            new IdentityRemoval(),
            new TransposeMerging(),
            new TransposeIntoWeights(),
            new BlockFolding(),
            new DilationFolding(),
            new PadFolding(),
            new AffineFolding(),
            new ActivationFusion(),
            new MeanToPool(),
            new ViewAliasing(),
            new HostEdges());

    private static final ImmutableSet<String> KNOWN =
            PASSES.stream().map(Pass::name).collect(toImmutableSet());

    private static final Simplifier NONE = new Simplifier(ImmutableSet.of());

    private static final Simplifier STANDARD = NONE.with(KNOWN).without(ImmutableSet.of(HostEdges.NAME));

    private final ImmutableSet<String> enabled;

    private Simplifier(ImmutableSet<String> enabled) {
        this.enabled = enabled;
    }

    /** Every pass that leaves the network's inputs and outputs as they are. */
    public static Simplifier standard() {
        return STANDARD;
    }

    /** No pass at all: the network as the file has it. */
    public static Simplifier none() {
        return NONE;
    }

    /**
     * This simplifier with further passes switched on.
     *
     * @throws IllegalArgumentException if there is no pass of such a name; the message lists those there are
     */
    public Simplifier with(Collection<String> passNames) {
        return new Simplifier(Sets.union(enabled, known(passNames)).immutableCopy());
    }

    /**
     * This simplifier with some passes switched off.
     *
     * @throws IllegalArgumentException if there is no pass of such a name; the message lists those there are
     */
    public Simplifier without(Collection<String> passNames) {
        return new Simplifier(Sets.difference(enabled, known(passNames)).immutableCopy());
    }

    /** Names of all passes there are, switched on or off, in the order in which they run. */
    public ImmutableList<String> passNames() {
        return KNOWN.asList();
    }

    /** Names of the passes that are switched on, in the order in which they run. */
    public ImmutableList<String> enabledPassNames() {
        return KNOWN.stream().filter(enabled::contains).collect(toImmutableList());
    }

    /** Runs the passes; a network that has nothing to simplify is given back equal. */
    public SimplifiedNetwork simplify(Network network) {
        ImmutableListMultimap.Builder<String, String> details = ImmutableListMultimap.builder();
        Network current = network;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Pass pass : PASSES) {
                if (enabled.contains(pass.name())) {
                    Pass.Rewritten rewritten = pass.apply(current);
                    current = rewritten.network();
                    details.putAll(pass.name(), rewritten.details());
                    changed |= !rewritten.details().isEmpty();
                }
            }
        }
        return new SimplifiedNetwork(current, reports(details.build()));
    }

    private ImmutableList<PassReport> reports(ImmutableListMultimap<String, String> details) {
        return PASSES.stream()
                .map(pass -> new PassReport(
                        pass.name(),
                        pass.description(),
                        details.get(pass.name()).size(),
                        details.get(pass.name()),
                        enabled.contains(pass.name())))
                .collect(toImmutableList());
    }

    private static ImmutableSet<String> known(Collection<String> passNames) {
        for (String passName : passNames) {
            checkArgument(
                    KNOWN.contains(passName),
                    "found pass '%s', expected one of %s",
                    passName,
                    String.join(", ", KNOWN));
        }
        return ImmutableSet.copyOf(passNames);
    }
}
