package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.plan.Certificate.StartRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides whether a section fits a capacity: branch and bound over the orders of its pairs and the directions of its
 * groups.
 *
 * <p><b>Node.</b> First everything that is forced is decided: a pair that can lie in one order only, a group that can run
 * in one direction only. If nothing is possible for some pair, the node is refuted. If the lowest starts of all buffers
 * happen to be apart from each other, they are the answer. Else the pair with the least room is decided one way and then
 * the other; if it belongs to an open group, the group's direction is decided first.
 *
 * <pre>
 *              order(2, 5)                      every leaf: a cycle of differences that adds up to more than 0
 *             /           \                     every inner node: what its leaves rest on, except on the node itself
 *        2 below 5      5 below 2
 *         /     \           |
 *      ...      ...       0 -&gt; 5 -&gt; 2 -&gt; 0
 * </pre>
 *
 * <p><b>Jumping back.</b> A refutation knows on which decisions it rests. If the first order of a pair is refuted without
 * resting on that order, the second need not be tried, however far below the real culprit the pair was decided.
 *
 * <p>Exponential in the worst case; a node costs O(pairs + n^2) for n buffers.
 */
final class OrderSearch {

    /** A decision without alternative. */
    private record Forced(int pair, int group, int kept, int decision, List<Refutation> others) {

        boolean isOfPair() {
            return group == Orders.OPEN;
        }
    }

    private final Section section;
    private final Orders orders;
    private final ImmutableSet<Trick> tricks;
    private final Effort effort;
    private final boolean isLatticeSimple;
    private final long nodeCost;
    private int decisions;
    private long[] found = {};
    private boolean isFound;
    private Optional<Refutation> hopeless;

    OrderSearch(Section section, Size size, ImmutableSet<Trick> tricks, Effort effort) {
        this.section = section;
        this.orders = new Orders(section, size);
        this.tricks = tricks;
        this.effort = effort;
        this.isLatticeSimple = IntStream.range(0, section.size())
                .allMatch(i -> size.problem().alignment(section.buffer(i)) == size.grain());
        this.nodeCost = (size.isCircular() ? 2 : 1) * (1 + (long) section.size() * section.size() / 80);
        this.hopeless = orders.begin();
    }

    /** Assumes that a buffer starts within the two, both included. */
    OrderSearch assuming(int buffer, long least, long most) {
        return hopeless(orders.restrict(buffer, least, most, Orders.OPEN));
    }

    /** Assumes that a buffer starts no lower. */
    OrderSearch assuming(int buffer, long least) {
        return hopeless(orders.atLeast(buffer, least, Orders.OPEN));
    }

    private OrderSearch hopeless(Optional<Refutation> none) {
        hopeless = hopeless.isPresent() ? hopeless : none;
        return this;
    }

    Verdict run() {
        return hopeless.isPresent() ? new Verdict.Refuted(hopeless.get(), false) : verdict(search());
    }

    /** The same, where a buffer is known to start within one of some ranges. */
    Verdict run(int buffer, List<StartRange> ranges) {
        if (hopeless.isPresent()) {
            return new Verdict.Refuted(hopeless.get(), false);
        }
        int decision = decisions++;
        List<Refutation> cases = new ArrayList<>();
        for (StartRange range : ranges) {
            long mark = orders.differences().mark();
            Optional<Refutation> none = orders.restrict(buffer, range.first(), range.last(), decision);
            if (none.isEmpty()) {
                none = search();
            }
            orders.differences().undo(mark);
            if (none.isEmpty() || !none.get().uses(decision)) {
                return verdict(none);
            }
            cases.add(none.get());
        }
        return new Verdict.Refuted(Proofs.lemma(cases, decision), true);
    }

    private Verdict verdict(Optional<Refutation> refutation) {
        if (isFound) {
            return new Verdict.Fits(found);
        }
        return refutation.<Verdict>map(why -> new Verdict.Refuted(why, false)).orElseGet(Verdict.Open::new);
    }

    /** Empty if something was found, or if the effort has ended. */
    private Optional<Refutation> search() {
        effort.spend(nodeCost);
        if (effort.isSpent()) {
            return Optional.empty();
        }
        long mark = orders.differences().mark();
        List<Forced> forced = new ArrayList<>();
        Optional<Refutation> refutation = propagate(forced);
        if (refutation.isEmpty()) {
            refutation = branch();
        }
        for (int i = forced.size() - 1; i >= 0; i--) {
            Forced one = forced.get(i);
            undo(one);
            refutation = refutation.map(why -> why.uses(one.decision()) ? explained(one, why) : why);
        }
        orders.differences().undo(mark);
        return refutation;
    }

    private void undo(Forced forced) {
        decisions--;
        if (forced.isOfPair()) {
            orders.reopen(forced.pair());
        } else {
            orders.reopenGroup(forced.group());
        }
    }

    /** The cases of a forced decision: the others are contradictions, what was kept is refuted by {@code why}. */
    private Refutation explained(Forced forced, Refutation why) {
        List<Refutation> cases = new ArrayList<>(forced.others());
        cases.set(forced.kept(), why);
        return forced.isOfPair()
                ? orders.orderOf(forced.pair(), cases, forced.decision())
                : Proofs.direction(section.groups().get(forced.group()).step(), cases, forced.decision());
    }

    /** Decides what is forced until nothing is; a refutation if something is impossible. */
    private Optional<Refutation> propagate(List<Forced> forced) {
        int before;
        do {
            before = forced.size();
            for (int pair = 0; pair < section.pairs().size(); pair++) {
                Optional<Refutation> none = orders.isOpen(pair) ? force(pair, forced) : Optional.empty();
                if (none.isPresent()) {
                    return none;
                }
            }
            for (int group = 0; group < section.groups().size(); group++) {
                Optional<Refutation> none = orders.isGroupOpen(group) ? forceGroup(group, forced) : Optional.empty();
                if (none.isPresent()) {
                    return none;
                }
            }
        } while (forced.size() > before);
        return Optional.empty();
    }

    private Optional<Refutation> force(int pair, List<Forced> forced) {
        int possible = 0;
        int kept = Orders.OPEN;
        for (int turn = 0; turn < orders.turnCount(pair); turn++) {
            if (orders.room(pair, turn) >= 0) {
                possible++;
                kept = turn;
            }
        }
        if (possible > 1) {
            return Optional.empty();
        }
        List<Refutation> cases = new ArrayList<>();
        for (int turn = 0; turn < orders.turnCount(pair); turn++) {
            cases.add(turn == kept ? NOTHING : orders.whyNot(pair, turn));
        }
        if (possible == 0) {
            return Optional.of(orders.orderOf(pair, cases, Orders.NOBODY));
        }
        Forced one = new Forced(pair, Orders.OPEN, kept, decisions++, cases);
        forced.add(one);
        return orders.decide(pair, kept, one.decision());
    }

    private Optional<Refutation> forceGroup(int group, List<Forced> forced) {
        int decision = decisions;
        Optional<Refutation> notForward = orders.whyNotDirection(group, 0, decision);
        Optional<Refutation> notReverse = orders.whyNotDirection(group, 1, decision);
        if (notForward.isEmpty() && notReverse.isEmpty()) {
            return Optional.empty();
        }
        List<Refutation> cases = new ArrayList<>(List.of(notForward.orElse(NOTHING), notReverse.orElse(NOTHING)));
        if (notForward.isPresent() && notReverse.isPresent()) {
            return Optional.of(Proofs.direction(section.groups().get(group).step(), cases, decision));
        }
        int kept = notForward.isPresent() ? 1 : 0;
        forced.add(new Forced(Orders.OPEN, group, kept, decisions++, cases));
        return orders.decideGroup(group, kept, decision);
    }

    /** Stands where a case will be put. */
    private static final Refutation NOTHING =
            new Refutation(Optional.empty(), 0, new BitSet(), Long.MIN_VALUE, Long.MAX_VALUE);

    private Optional<Refutation> branch() {
        long[] starts = orders.lowestStarts();
        if (!isLatticeSimple && !liftToLattice(starts)) {
            return Optional.of(restingOnEverything());
        }
        if (orders.isSolution(starts)) {
            found = starts;
            isFound = true;
            return Optional.empty();
        }
        int pair = tightest();
        int group = section.pairs().get(pair).group();
        return group != Section.NONE && orders.isGroupOpen(group) ? branchOnGroup(group) : branchOnPair(pair);
    }

    private Optional<Refutation> branchOnPair(int pair) {
        int decision = decisions++;
        List<Refutation> cases = new ArrayList<>(Collections.nCopies(orders.turnCount(pair), NOTHING));
        for (int turn : mostRoomFirst(pair)) {
            Optional<Refutation> refutation = tryTurn(pair, turn, decision);
            if (refutation.isEmpty() || isEnough(refutation.get(), decision)) {
                decisions--;
                return refutation;
            }
            cases.set(turn, refutation.get());
        }
        decisions--;
        return Optional.of(orders.orderOf(pair, cases, decision));
    }

    private boolean isEnough(Refutation refutation, int decision) {
        return tricks.contains(Trick.JUMPING_BACK) && !refutation.uses(decision);
    }

    private Optional<Refutation> tryTurn(int pair, int turn, int decision) {
        if (orders.room(pair, turn) < 0) {
            Refutation impossible = orders.whyNot(pair, turn);
            // It refutes this turn only: without the mark, the search would jump back over the turns that are left.
            impossible.used().set(decision);
            return Optional.of(impossible);
        }
        long mark = orders.differences().mark();
        Optional<Refutation> refutation = orders.decide(pair, turn, decision);
        if (refutation.isEmpty()) {
            refutation = search();
        }
        orders.reopen(pair);
        orders.differences().undo(mark);
        return refutation;
    }

    private Optional<Refutation> branchOnGroup(int group) {
        int decision = decisions++;
        List<Refutation> cases = new ArrayList<>();
        for (int direction = 0; direction < 2; direction++) {
            long mark = orders.differences().mark();
            Optional<Refutation> refutation = orders.decideGroup(group, direction, decision);
            if (refutation.isEmpty()) {
                refutation = search();
            }
            orders.reopenGroup(group);
            orders.differences().undo(mark);
            if (refutation.isEmpty() || isEnough(refutation.get(), decision)) {
                decisions--;
                return refutation;
            }
            cases.add(refutation.get());
        }
        decisions--;
        return Optional.of(Proofs.direction(section.groups().get(group).step(), cases, decision));
    }

    private int[] mostRoomFirst(int pair) {
        int[] turns = new int[orders.turnCount(pair)];
        for (int i = 0; i < turns.length; i++) {
            int j = i;
            while (j > 0 && orders.room(pair, turns[j - 1]) < orders.room(pair, i)) {
                turns[j] = turns[j - 1];
                j--;
            }
            turns[j] = i;
        }
        return turns;
    }

    /**
     * The unsettled pair whose second-best order has least room, and its best order least among those: one of its cases is
     * soon refuted.
     */
    private int tightest() {
        int best = Orders.OPEN;
        for (int pair = 0; pair < section.pairs().size(); pair++) {
            int group = section.pairs().get(pair).group();
            boolean isUndecided = orders.isOpen(pair) || (group != Section.NONE && orders.isGroupOpen(group));
            if (isUndecided && !orders.isSettled(pair)) {
                if (!tricks.contains(Trick.TIGHTEST_FIRST)) {
                    return pair;
                }
                best = best == Orders.OPEN || isTighter(pair, best) ? pair : best;
            }
        }
        if (best == Orders.OPEN) {
            throw new AssertionError("everything is settled, yet nothing is found");
        }
        return best;
    }

    private boolean isTighter(int pair, int than) {
        long room = secondRoom(pair);
        long otherRoom = secondRoom(than);
        return room < otherRoom || (room == otherRoom && firstRoom(pair) < firstRoom(than));
    }

    private long firstRoom(int pair) {
        long most = -1;
        for (int turn = 0; turn < orders.turnCount(pair); turn++) {
            most = Math.max(most, orders.room(pair, turn));
        }
        return most;
    }

    /** Negative counts as nothing: such an order is as good as refuted. */
    private long secondRoom(int pair) {
        long most = -1;
        long second = -1;
        for (int turn = 0; turn < orders.turnCount(pair); turn++) {
            long room = orders.room(pair, turn);
            second = Math.max(second, Math.min(most, room));
            most = Math.max(most, room);
        }
        return Math.max(0, second);
    }

    /** Raises starts to multiples of alignments that differ; false if some start is then too high. */
    private boolean liftToLattice(long[] starts) {
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (int b = 0; b < starts.length; b++) {
                long least = starts[b];
                for (int a = 0; a < starts.length; a++) {
                    least = Math.max(least, starts[a] + orders.differences().longest(a + 1, b + 1));
                }
                least = orders.size().problem().startUp(section.buffer(b), least);
                isChanged |= least > starts[b];
                starts[b] = least;
                if (least > -orders.differences().longest(b + 1, 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Rounding has no place in a cycle of differences: such a refutation cannot be written down. */
    private Refutation restingOnEverything() {
        BitSet all = new BitSet();
        all.set(0, decisions);
        long words = orders.size().words();
        return new Refutation(Optional.empty(), 1, all, words, words);
    }

    /**
     * Where a buffer can lie if everything keeps the order that it has at the given starts, by the differences that held
     * before the search.
     */
    StartRange range(int buffer, long[] starts) {
        long mark = orders.differences().mark();
        for (int group = 0; group < section.groups().size(); group++) {
            if (orders.decideGroup(group, orders.directionAt(group, starts), Orders.OPEN)
                    .isPresent()) {
                throw new AssertionError("a solution contradicts its own directions");
            }
        }
        for (int pair = 0; pair < section.pairs().size(); pair++) {
            if (orders.decide(pair, orders.turnAt(pair, starts), Orders.OPEN).isPresent()) {
                throw new AssertionError("a solution contradicts its own orders");
            }
        }
        StartRange range = new StartRange(
                orders.differences().longest(0, buffer + 1),
                -orders.differences().longest(buffer + 1, 0));
        IntStream.range(0, section.pairs().size()).forEach(orders::reopen);
        IntStream.range(0, section.groups().size()).forEach(orders::reopenGroup);
        orders.differences().undo(mark);
        return range;
    }
}
