package dev.shingle.testkit.placement;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ByLemma;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.Pinned;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.StartRange;
import dev.shingle.mapper.plan.Certificate.Turn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows a certificate of a placement problem node by node; what is wrong is thrown. */
final class CertificateCheck {

    /** start(to) - start(from) >= words, at a given capacity. */
    private record Known(int from, int to, long words) {}

    /** What holds on a path. */
    private record Facts(
            long least,
            long most,
            Map<List<Integer>, Integer> turns,
            Map<Integer, Traversal> directions,
            List<Known> bounds) {

        Facts with(int a, int b, int turn) {
            Map<List<Integer>, Integer> more = new HashMap<>(turns);
            more.put(List.of(a, b), turn);
            return new Facts(least, most, more, directions, bounds);
        }

        Facts with(int step, Traversal traversal) {
            Map<Integer, Traversal> more = new HashMap<>(directions);
            more.put(step, traversal);
            return new Facts(least, most, turns, more, bounds);
        }

        Facts within(int buffer, long first, long last) {
            List<Known> more = new ArrayList<>(bounds);
            more.add(new Known(Certificate.ORIGIN, buffer, first));
            more.add(new Known(buffer, Certificate.ORIGIN, -last));
            return new Facts(least, most, turns, directions, more);
        }

        Facts capacities(long from, long to) {
            return new Facts(from, to, turns, directions, bounds);
        }
    }

    private final PlacementProblem problem;
    private final PlacementProblem unaligned;
    private final boolean circular;
    private final List<Lemma> lemmas = new ArrayList<>();
    private long nodes;

    private CertificateCheck(PlacementProblem problem) {
        this.problem = problem;
        this.circular = problem.addressing() == Addressing.CIRCULAR;
        this.unaligned = circular ? problem.withAlignment(1) : problem;
    }

    /** Nodes of a valid proof. */
    static long check(PlacementProblem problem, Exhausted proof) {
        CertificateCheck check = new CertificateCheck(problem);
        long last = proof.lowerBoundWords() - 1;
        Facts start = new Facts(check.circular ? proof.from() : last, last, Map.of(), Map.of(), List.of());
        require(proof.from() <= last, "nothing is refuted");
        for (Lemma lemma : proof.lemmas()) {
            check.lemma(lemma, start);
            check.lemmas.add(lemma);
        }
        check.tree(proof.refutation(), start);
        return check.nodes;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private void lemma(Lemma lemma, Facts start) {
        require(!circular, "a lemma for circular addresses");
        require(lemma.proofs().size() == lemma.starts().size() + 1, "a gap without a proof");
        long first = 0;
        for (int i = 0; i < lemma.proofs().size(); i++) {
            boolean isLast = i == lemma.starts().size();
            long last = isLast
                    ? problem.startDown(lemma.buffer(), start.most() - problem.size(lemma.buffer()))
                    : lemma.starts().get(i).first() - problem.grain();
            tree(lemma.proofs().get(i), start.within(lemma.buffer(), first, last));
            if (!isLast) {
                require(lemma.starts().get(i).first() <= lemma.starts().get(i).last(), "an empty range");
                first = lemma.starts().get(i).last() + problem.grain();
            }
        }
    }

    private void tree(ProofTree tree, Facts facts) {
        nodes++;
        if (tree instanceof Contradiction leaf) {
            require(sum(leaf, facts, facts.least()) > 0, "a cycle proves nothing");
            require(sum(leaf, facts, facts.most()) > 0, "a cycle proves nothing at the top");
            require(new HashSet<>(leaf.cycle()).size() == leaf.cycle().size(), "a cycle visits somebody twice");
        } else if (tree instanceof Order order) {
            order(order, facts);
        } else if (tree instanceof Direction direction) {
            Set<Traversal> left = EnumSet.copyOf(problem.traversals());
            for (Certificate.DirectionCase one : direction.cases()) {
                left.remove(one.traversal());
                tree(one.proof(), facts.with(direction.step(), one.traversal()));
            }
            require(left.isEmpty(), "a direction is missing");
        } else if (tree instanceof ByLemma byLemma) {
            Lemma lemma = lemmas.get(byLemma.lemma());
            require(lemma.starts().size() == byLemma.cases().size(), "a range is missing");
            for (int i = 0; i < byLemma.cases().size(); i++) {
                StartRange range = lemma.starts().get(i);
                tree(byLemma.cases().get(i), facts.within(lemma.buffer(), range.first(), range.last()));
            }
        } else if (tree instanceof Capacity capacity) {
            require(circular, "capacities of linear addresses");
            tree(capacity.atMost(), facts.capacities(facts.least(), Math.min(facts.most(), capacity.words())));
            tree(capacity.more(), facts.capacities(Math.max(facts.least(), capacity.words() + 1), facts.most()));
        } else if (tree instanceof Pinned pinned) {
            require(circular && facts.turns().isEmpty() && facts.bounds().isEmpty(), "pinned too late");
            tree(pinned.proof(), facts.within(pinned.buffer(), 0, 0));
        }
    }

    private void order(Order order, Facts facts) {
        Set<Integer> turns = new HashSet<>();
        for (Turn turn : order.turns()) {
            turns.add(turn.turns());
            tree(turn.proof(), facts.with(order.a(), order.b(), turn.turns()));
        }
        if (!circular) {
            require(turns.equals(Set.of(0, 1)), "an order is missing");
            return;
        }
        long ab = clearance(order.a(), order.b(), facts);
        long ba = clearance(order.b(), order.a(), facts);
        for (long modulus : new long[] {facts.least(), facts.most()}) {
            for (int turn = -3; turn <= 3; turn++) {
                boolean meets = ab + turn * modulus < modulus && modulus - ba + turn * modulus > -modulus;
                require(!meets || turns.contains(turn), "a turn is missing");
            }
        }
    }

    private long sum(Contradiction leaf, Facts facts, long capacity) {
        long sum = 0;
        for (int i = 0; i < leaf.cycle().size(); i++) {
            sum += strongest(
                    leaf.cycle().get(i), leaf.cycle().get((i + 1) % leaf.cycle().size()), facts, capacity);
        }
        return sum;
    }

    private long strongest(int from, int to, Facts facts, long capacity) {
        long most = Long.MIN_VALUE / 1000;
        for (Known known : facts.bounds()) {
            if (known.from() == from && known.to() == to) {
                most = Math.max(most, known.words());
            }
        }
        if (from == Certificate.ORIGIN) {
            return Math.max(most, problem.fixedStart(to).orElse(0));
        } else if (to == Certificate.ORIGIN) {
            long top = circular ? capacity - 1 : problem.startDown(from, capacity - problem.size(from));
            return Math.max(most, -problem.fixedStart(from).orElse(top));
        }
        Integer turn = facts.turns().get(List.of(from, to));
        if (turn != null && (circular || turn == 0)) {
            most = Math.max(most, clearance(from, to, facts) + (circular ? turn * capacity : 0));
        }
        Integer back = facts.turns().get(List.of(to, from));
        if (back != null && (circular || back == 1)) {
            most = Math.max(most, clearance(from, to, facts) - (circular ? (back + 1) * capacity : 0));
        }
        return most;
    }

    private long clearance(int below, int above, Facts facts) {
        require(unaligned.live(below).overlaps(unaligned.live(above)), "strangers in a cycle");
        int pair = unaligned.pairOf(below, above);
        int step = unaligned.choiceOf(pair);
        long least = Long.MAX_VALUE;
        for (Traversal traversal : problem.traversals()) {
            if (facts.directions().getOrDefault(step, traversal) == traversal) {
                least = Math.min(least, unaligned.clearance(below, pair, traversal));
            }
        }
        return least;
    }
}
