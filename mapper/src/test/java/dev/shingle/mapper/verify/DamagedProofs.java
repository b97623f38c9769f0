package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate.ByLemma;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.DirectionCase;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.Pinned;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.StartRange;
import dev.shingle.mapper.plan.Certificate.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes one small change somewhere in a certificate. */
final class DamagedProofs {

    private final Random random;

    DamagedProofs(Random random) {
        this.random = random;
    }

    Exhausted damaged(Exhausted proof) {
        long bound = proof.lowerBoundWords();
        return switch (random.nextInt(6)) {
            case 0 -> new Exhausted(bound + 1, proof.from(), proof.step(), proof.lemmas(), proof.refutation());
            case 1 -> new Exhausted(bound, proof.from() + 1, proof.step(), proof.lemmas(), proof.refutation());
            case 2 ->
                new Exhausted(
                        bound + random.nextInt(2),
                        proof.from(),
                        other(proof.step()),
                        proof.lemmas(),
                        proof.refutation());
            case 3 ->
                new Exhausted(
                        bound + random.nextInt(2),
                        proof.from(),
                        proof.step(),
                        damaged(proof.lemmas()),
                        proof.refutation());
            default ->
                new Exhausted(
                        bound + random.nextInt(2),
                        proof.from(),
                        proof.step(),
                        proof.lemmas(),
                        damaged(proof.refutation()));
        };
    }

    private int other(int number) {
        return random.nextBoolean() ? number + 1 : random.nextInt(8) - 2;
    }

    private ImmutableList<Lemma> damaged(ImmutableList<Lemma> lemmas) {
        if (lemmas.isEmpty()) {
            return lemmas;
        }
        int which = random.nextInt(lemmas.size());
        Lemma lemma = lemmas.get(which);
        Lemma changed = switch (random.nextInt(4)) {
            case 0 -> new Lemma(other(lemma.buffer()), lemma.starts(), lemma.proofs());
            case 1 -> new Lemma(lemma.buffer(), without(lemma.starts()), without(lemma.proofs()));
            case 2 -> new Lemma(lemma.buffer(), moved(lemma.starts()), lemma.proofs());
            default -> new Lemma(lemma.buffer(), lemma.starts(), damagedOne(lemma.proofs()));
        };
        return replaced(lemmas, which, changed);
    }

    private ImmutableList<StartRange> moved(ImmutableList<StartRange> starts) {
        if (starts.isEmpty()) {
            return starts;
        }
        int which = random.nextInt(starts.size());
        StartRange range = starts.get(which);
        return replaced(
                starts,
                which,
                new StartRange(range.first() + random.nextInt(3) - 1, range.last() + random.nextInt(3) - 1));
    }

    private ImmutableList<ProofTree> damagedOne(ImmutableList<ProofTree> proofs) {
        if (proofs.isEmpty()) {
            return proofs;
        }
        int which = random.nextInt(proofs.size());
        return replaced(proofs, which, damaged(proofs.get(which)));
    }

    /** A change at a node on a random path from the root. */
    private ProofTree damaged(ProofTree proof) {
        boolean here = random.nextInt(3) == 0;
        if (proof instanceof Contradiction leaf) {
            return random.nextInt(3) == 0
                    ? new Contradiction(without(leaf.cycle()))
                    : new Contradiction(
                            leaf.cycle().isEmpty()
                                    ? leaf.cycle()
                                    : replaced(
                                            leaf.cycle(),
                                            random.nextInt(leaf.cycle().size()),
                                            random.nextInt(7) - 2));
        }
        if (proof instanceof Order order) {
            if (here || order.turns().isEmpty()) {
                return switch (random.nextInt(3)) {
                    case 0 -> new Order(order.a(), order.b(), without(order.turns()));
                    case 1 -> new Order(order.b(), order.a(), order.turns());
                    default -> new Order(other(order.a()), order.b(), order.turns());
                };
            }
            int which = random.nextInt(order.turns().size());
            Turn turn = order.turns().get(which);
            return new Order(
                    order.a(),
                    order.b(),
                    replaced(order.turns(), which, new Turn(turn.turns(), damaged(turn.proof()))));
        }
        if (proof instanceof Direction direction) {
            if (direction.cases().isEmpty()) {
                return direction;
            }
            int which = random.nextInt(direction.cases().size());
            DirectionCase one = direction.cases().get(which);
            if (here) {
                return random.nextBoolean()
                        ? new Direction(direction.step(), without(direction.cases()))
                        : new Direction(other(direction.step()), direction.cases());
            }
            Traversal traversal = random.nextInt(4) == 0 ? Traversal.REVERSE : one.traversal();
            return new Direction(
                    direction.step(),
                    replaced(direction.cases(), which, new DirectionCase(traversal, damaged(one.proof()))));
        }
        if (proof instanceof ByLemma byLemma) {
            return here && !byLemma.cases().isEmpty()
                    ? new ByLemma(byLemma.lemma(), without(byLemma.cases()))
                    : new ByLemma(byLemma.lemma(), damagedOne(byLemma.cases()));
        }
        if (proof instanceof Capacity capacity) {
            if (here) {
                return new Capacity(other((int) capacity.words()), capacity.atMost(), capacity.more());
            }
            return random.nextBoolean()
                    ? new Capacity(capacity.words(), damaged(capacity.atMost()), capacity.more())
                    : new Capacity(capacity.words(), capacity.atMost(), damaged(capacity.more()));
        }
        Pinned pinned = (Pinned) proof;
        return here
                ? new Pinned(other(pinned.buffer()), pinned.proof())
                : new Pinned(pinned.buffer(), damaged(pinned.proof()));
    }

    private <T> ImmutableList<T> without(ImmutableList<T> list) {
        if (list.isEmpty()) {
            return list;
        }
        List<T> rest = new ArrayList<>(list);
        rest.remove(random.nextInt(rest.size()));
        return ImmutableList.copyOf(rest);
    }

    private static <T> ImmutableList<T> replaced(ImmutableList<T> list, int which, T by) {
        List<T> changed = new ArrayList<>(list);
        changed.set(which, by);
        return ImmutableList.copyOf(changed);
    }
}
