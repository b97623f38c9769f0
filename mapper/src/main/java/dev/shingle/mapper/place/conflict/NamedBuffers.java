package dev.shingle.mapper.place.conflict;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ByLemma;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.Pinned;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers that a certificate speaks of: its proof needs no others, so they alone do not fit. Linear in the proof. */
final class NamedBuffers {

    private NamedBuffers() {}

    static ImmutableSet<Integer> of(Certificate certificate) {
        if (certificate instanceof Certificate.StepBound bound) {
            return ImmutableSet.copyOf(bound.buffers());
        }
        ImmutableSet.Builder<Integer> named = ImmutableSet.builder();
        Deque<ProofTree> trees = new ArrayDeque<>();
        if (certificate instanceof Certificate.Exhausted exhausted) {
            trees.add(exhausted.refutation());
            exhausted.lemmas().forEach(lemma -> {
                named.add(lemma.buffer());
                trees.addAll(lemma.proofs());
            });
        }
        while (!trees.isEmpty()) {
            visit(trees.removeLast(), named, trees);
        }
        return named.build();
    }

    private static void visit(ProofTree tree, ImmutableSet.Builder<Integer> named, Deque<ProofTree> trees) {
        if (tree instanceof Order order) {
            named.add(order.a(), order.b());
            order.turns().forEach(turn -> trees.add(turn.proof()));
        } else if (tree instanceof Direction direction) {
            direction.cases().forEach(one -> trees.add(one.proof()));
        } else if (tree instanceof ByLemma byLemma) {
            trees.addAll(byLemma.cases());
        } else if (tree instanceof Capacity capacity) {
            trees.add(capacity.atMost());
            trees.add(capacity.more());
        } else if (tree instanceof Pinned pinned) {
            named.add(pinned.buffer());
            trees.add(pinned.proof());
        } else if (tree instanceof Contradiction contradiction) {
            contradiction.cycle().stream()
                    .filter(buffer -> buffer != Certificate.ORIGIN)
                    .forEach(named::add);
        }
    }
}
