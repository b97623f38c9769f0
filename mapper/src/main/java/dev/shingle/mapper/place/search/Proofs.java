package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.DirectionCase;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.Turn;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts refuted cases together: the whole rests on what any case rests on, except on the decision between the cases, and
 * holds for the capacities for which all cases hold.
 *
 * <p>A case that does not rest on the decision refutes everything by itself; callers then use it instead and leave the
 * other cases out. This keeps trees small, and is what lets the search jump back over decisions that do not matter.
 */
final class Proofs {

    /** A tree with more nodes is not kept: nobody would want to read it, and memory ends somewhere. */
    static final long MOST_NODES = 200_000;

    private Proofs() {}

    /** One case for each turn of an order between two buffers of the problem. */
    static Refutation order(int a, int b, int[] turns, List<Refutation> cases, int decision) {
        return together(cases, decision, trees -> {
            ImmutableList.Builder<Turn> all = ImmutableList.builder();
            for (int i = 0; i < turns.length; i++) {
                all.add(new Turn(turns[i], trees.get(i)));
            }
            return new Certificate.Order(a, b, all.build());
        });
    }

    /** The case of each direction of a step, forward first. */
    static Refutation direction(int step, List<Refutation> cases, int decision) {
        return together(
                cases,
                decision,
                trees -> new Certificate.Direction(
                        step,
                        ImmutableList.of(
                                new DirectionCase(Traversal.FORWARD, trees.get(0)),
                                new DirectionCase(Traversal.REVERSE, trees.get(1)))));
    }

    /** One case for each range of a lemma that is yet to get a number. */
    static Refutation lemma(List<Refutation> cases, int decision) {
        return together(cases, decision, trees -> new Certificate.ByLemma(0, trees));
    }

    private static Refutation together(
            List<Refutation> cases, int decision, Function<ImmutableList<ProofTree>, ProofTree> node) {
        BitSet used = new BitSet();
        long nodes = 1;
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        boolean complete = true;
        for (Refutation one : cases) {
            used.or(one.used());
            nodes += one.nodes();
            from = Math.max(from, one.from());
            to = Math.min(to, one.to());
            complete &= one.tree().isPresent();
        }
        if (decision < used.length()) {
            used.clear(decision);
        }
        Optional<ProofTree> tree = Optional.empty();
        if (complete && nodes <= MOST_NODES) {
            tree = Optional.of(node.apply(
                    cases.stream().map(one -> one.tree().orElseThrow()).collect(ImmutableList.toImmutableList())));
        }
        return new Refutation(tree, nodes, used, from, to);
    }
}
