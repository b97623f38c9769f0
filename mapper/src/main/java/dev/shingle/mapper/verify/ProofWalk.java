package dev.shingle.mapper.verify;

import static dev.shingle.mapper.plan.Certificate.ORIGIN;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.verify.PairOrders.Separation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Walks a proof tree, each node once, without recursion: what a case assumes is known below it and forgotten behind it.
 *
 * <p>A node must list every case that there is; a leaf must be a cycle whose differences add up to more than 0 at every
 * capacity that is left. Whatever the tree, it is walked in time linear in its nodes and the lengths of its cycles; a tree
 * that shares parts is as large as it would be without.
 */
final class ProofWalk {

    /** Far more than fits into a plan file. */
    private static final long MOST_WORK = 1L << 24;

    private static final int SHOWN_DEPTH = 24;

    private record Case(Known.Fact fact, ProofTree proof) {}

    /** A node whose cases are being walked. */
    private static final class Place {
        final List<Case> cases;
        final Known.Fact before;
        int next;

        Place(List<Case> cases, Known.Fact before) {
            this.cases = cases;
            this.before = before;
        }
    }

    private final ClearanceTable table;
    private final Known known;
    private final List<Certificate.Lemma> lemmas = new ArrayList<>();
    private final Deque<Place> path = new ArrayDeque<>();
    private long work;
    private long leaves;

    ProofWalk(ClearanceTable table, Known known) {
        this.table = table;
        this.known = known;
    }

    /** Contradictions seen so far. */
    long leaves() {
        return leaves;
    }

    /** Lets proofs from now on use a lemma, which is the caller's to check. */
    void add(Certificate.Lemma lemma) {
        lemmas.add(lemma);
    }

    /** Whether a fact can be refuted by the tree; a {@link ProofFlaw} if not. */
    void refute(Known.Fact fact, ProofTree proof) {
        descend(new Case(fact, proof));
        while (!path.isEmpty()) {
            Place place = path.getLast();
            if (place.next < place.cases.size()) {
                descend(place.cases.get(place.next++));
            } else {
                known.restore(place.before);
                path.removeLast();
            }
        }
    }

    private void descend(Case chosen) {
        Known.Fact before = known.assume(chosen.fact());
        path.addLast(new Place(List.of(), before));
        List<Case> cases = casesOf(chosen.proof());
        path.removeLast();
        path.addLast(new Place(cases, before));
    }

    /** Where the walk stands, as the numbers of the cases from the root on. */
    String where() {
        String all = path.stream()
                .limit(Math.min(path.size() - 1, SHOWN_DEPTH))
                .map(place -> "/" + (place.next - 1))
                .collect(Collectors.joining());
        return path.size() - 1 > SHOWN_DEPTH ? all + "/... (depth " + (path.size() - 1) + ")" : all;
    }

    private List<Case> casesOf(ProofTree proof) {
        spend(1);
        if (proof instanceof Certificate.Contradiction contradiction) {
            checkCycle(contradiction.cycle());
            leaves++;
            return List.of();
        }
        if (proof instanceof Certificate.Order order) {
            return casesOf(order);
        }
        if (proof instanceof Certificate.Direction direction) {
            return casesOf(direction);
        }
        if (proof instanceof Certificate.ByLemma byLemma) {
            return casesOf(byLemma);
        }
        if (proof instanceof Certificate.Capacity capacity) {
            long words = capacity.words();
            return List.of(
                    new Case(new Known.Fits(0, words), capacity.atMost()),
                    new Case(
                            new Known.Fits(words == Long.MAX_VALUE ? words : words + 1, Long.MAX_VALUE),
                            capacity.more()));
        }
        return casesOf((Certificate.Pinned) proof);
    }

    private void spend(long amount) {
        work += amount;
        if (work > MOST_WORK) {
            throw new ProofFlaw("a proof of more than " + MOST_WORK + " cases", "a smaller one");
        }
    }

    private List<Case> casesOf(Certificate.Order order) {
        int a = buffer(order.a());
        int b = buffer(order.b());
        if (a == b || !table.liveTogether(a, b)) {
            throw new ProofFlaw("an order of buffers %d and %d".formatted(a, b), "two that are live together");
        }
        Set<Integer> given = new TreeSet<>();
        List<Case> cases = new ArrayList<>(order.turns().size());
        Set<Integer> possible = new TreeSet<>(possibleTurns());
        for (Certificate.Turn turn : order.turns()) {
            if (!possible.contains(turn.turns()) || !given.add(turn.turns())) {
                throw new ProofFlaw(turn.turns() + " turns", "each of " + possible + " once");
            }
            cases.add(new Case(new Known.Apart(a, b, turn.turns()), turn.proof()));
        }
        for (int turns : possible) {
            if (!given.contains(turns) && (!table.isCircular() || canTurn(a, b, turns))) {
                throw new ProofFlaw(given + " turns", turns + " as well");
            }
        }
        return cases;
    }

    private Set<Integer> possibleTurns() {
        return table.isCircular() ? Set.of(-3, -2, -1, 0, 1, 2) : Set.of(0, 1);
    }

    /** Whether start(b) - start(a) can be that many turns on while both starts are in [0, M), for some capacity M. */
    private boolean canTurn(int a, int b, int turns) {
        long ab = known.clearance(a, b);
        long ba = known.clearance(b, a);
        boolean notTooHigh = known.least(new Separation(ab, turns - 1)) < 0;
        boolean notTooLow = known.least(new Separation(ba, -turns - 2)) < 0;
        return notTooHigh && notTooLow && known.least(new Separation(Math.addExact(ab, ba), -1)) <= 0;
    }

    private List<Case> casesOf(Certificate.Direction direction) {
        int step = direction.step();
        if (step < 0 || step >= table.steps()) {
            throw new ProofFlaw("step " + step, "one of " + table.steps());
        }
        Set<Traversal> given = EnumSet.noneOf(Traversal.class);
        List<Case> cases = new ArrayList<>(2);
        for (Certificate.DirectionCase one : direction.cases()) {
            if (!given.add(one.traversal())) {
                throw new ProofFlaw(one.traversal() + " twice", "each direction once");
            }
            cases.add(new Case(new Known.Runs(step, one.traversal()), one.proof()));
        }
        if (!given.equals(table.traversals())) {
            throw new ProofFlaw("directions " + given, table.traversals());
        }
        return cases;
    }

    private List<Case> casesOf(Certificate.ByLemma byLemma) {
        int number = byLemma.lemma();
        if (number < 0 || number >= lemmas.size()) {
            throw new ProofFlaw("lemma " + number, "one of the " + lemmas.size() + " proven before");
        }
        Certificate.Lemma lemma = lemmas.get(number);
        ImmutableList<Certificate.StartRange> starts = lemma.starts();
        if (byLemma.cases().size() != starts.size()) {
            throw new ProofFlaw(byLemma.cases().size() + " cases", starts.size() + ", one for each range");
        }
        spend(starts.size());
        List<Case> cases = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            Certificate.StartRange range = starts.get(i);
            cases.add(new Case(
                    new Known.Starts(lemma.buffer(), range.first(), range.last()),
                    byLemma.cases().get(i)));
        }
        return cases;
    }

    /** Turning all placements is for circular addresses only, and only before anything else is known. */
    private List<Case> casesOf(Certificate.Pinned pinned) {
        int buffer = buffer(pinned.buffer());
        if (!table.isCircular() || !known.isFree()) {
            throw new ProofFlaw("a pinned buffer", "circular addresses, and nothing but capacities above");
        }
        return List.of(new Case(new Known.Starts(buffer, 0, 0), pinned.proof()));
    }

    private int buffer(int number) {
        if (number < 0 || number >= table.buffers()) {
            throw new ProofFlaw("buffer " + number, "one of " + table.buffers());
        }
        return number;
    }

    /**
     * The differences of a cycle add up to 0 for real starts. Each counts with its least value over the capacities that
     * are left, or all together as a linear function of the capacity, which is least at one end.
     */
    private void checkCycle(ImmutableList<Integer> cycle) {
        spend(cycle.size());
        if (known.isVoid()) {
            return;
        }
        long words = 0;
        long turns = 0;
        long leastSum = 0;
        for (int i = 0; i < cycle.size(); i++) {
            Separation one = known.difference(node(cycle.get(i)), node(cycle.get((i + 1) % cycle.size())));
            words = Math.addExact(words, one.words());
            turns += one.turns();
            leastSum = Math.addExact(leastSum, known.least(one));
        }
        long together = known.least(new Separation(words, Math.toIntExact(turns)));
        if (Math.max(leastSum, together) <= 0) {
            throw new ProofFlaw(
                    "a cycle that adds up to %d words".formatted(Math.max(leastSum, together)), "more than 0");
        }
    }

    private int node(int number) {
        return number == ORIGIN ? number : buffer(number);
    }
}
