package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The decisions about a section at one capacity, and what follows from them: in which order its conflicting pairs lie and
 * in which directions its groups run. Every decision becomes one or two edges of {@link Differences}:
 *
 * <pre>
 *   linear     turn 0: a below b      start(b) - start(a) &gt;= ab
 *              turn 1: b below a      start(a) - start(b) &gt;= ba
 *   circular   turn k                 start(b) - start(a) &gt;= ab + k M    and    start(a) - start(b) &gt;= ba - (k + 1) M
 * </pre>
 *
 * <p>With circular addresses turns 0 and -1 are the rule; 1 and -2 occur if the clearance is negative, that is, if the one
 * may start a little below the other and the two lie across address 0. While a group's direction is open, the smaller
 * clearances of both directions count.
 */
final class Orders {

    static final int OPEN = -1;

    /** Decision that nothing rests on. */
    static final int NOBODY = Integer.MAX_VALUE;

    private static final int ORIGIN = 0;

    private static final int[] LINEAR_TURNS = {0, 1};

    private final Section section;
    private final Size size;
    private final Differences differences;
    private final Section.Pair[] pairs;
    private final int[][] turns;
    private final int[] choiceOfPair;
    private final int[] decisionOfPair;
    private final int[] directionOfGroup;
    private final int[] decisionOfGroup;

    Orders(Section section, Size size) {
        this.section = section;
        this.size = size;
        this.differences = new Differences(section.size() + 1);
        this.pairs = section.pairs().toArray(Section.Pair[]::new);
        this.turns = Arrays.stream(pairs).map(this::turnsOf).toArray(int[][]::new);
        this.choiceOfPair = filled(pairs.length);
        this.decisionOfPair = filled(pairs.length);
        this.directionOfGroup = filled(section.groups().size());
        this.decisionOfGroup = filled(section.groups().size());
    }

    private static int[] filled(int length) {
        int[] values = new int[length];
        Arrays.fill(values, OPEN);
        return values;
    }

    private int[] turnsOf(Section.Pair pair) {
        if (!size.isCircular()) {
            return LINEAR_TURNS;
        }
        List<Integer> possible = new ArrayList<>(List.of(0, -1));
        if (pair.leastAb() < 0) {
            possible.add(1);
        }
        if (pair.leastBa() < 0) {
            possible.add(-2);
        }
        return possible.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Learns where starts can lie at all; a contradiction if a buffer is too large or its fixed start too high. */
    Optional<Refutation> begin() {
        long[] least = new long[section.size() + 1];
        long[] most = new long[section.size() + 1];
        for (int i = 0; i < section.size(); i++) {
            long words = size.problem().size(section.buffer(i));
            long top = size.top(section.buffer(i));
            long start = section.fixedStart(i).orElse(0);
            if (size.words() < words || start > top) {
                return Optional.of(tooLarge(Math.addExact(start, words)));
            }
            least[i + 1] = start;
            most[i + 1] = top;
        }
        differences.begin(least, most, size.isSteady() ? -1 : 0);
        for (int i = 0; i < section.size(); i++) {
            OptionalLong fixed = section.fixedStart(i);
            if (fixed.isPresent()) {
                differences.add(i + 1, ORIGIN, -fixed.getAsLong(), 0, OPEN, OPEN);
            }
        }
        return Optional.empty();
    }

    /** No step bound is so low that this would ever have to be written down. */
    private Refutation tooLarge(long words) {
        long to = size.isCircular() ? size.words() : Math.max(size.words(), words - 1);
        return new Refutation(Optional.empty(), 1, new BitSet(), Long.MIN_VALUE, to);
    }

    /** Learns that a buffer starts within the two, both included. */
    Optional<Refutation> restrict(int buffer, long least, long most, int decision) {
        Optional<Refutation> none = atLeast(buffer, least, decision);
        return none.isPresent() ? none : learn(buffer + 1, ORIGIN, -most, 0, decision, OPEN);
    }

    /** Learns that a buffer starts no lower. */
    Optional<Refutation> atLeast(int buffer, long least, int decision) {
        return learn(ORIGIN, buffer + 1, least, 0, decision, OPEN);
    }

    private Optional<Refutation> learn(int u, int v, long w, long perWord, int why, int whyToo) {
        if (differences.contradicts(u, v, w)) {
            return Optional.of(contradiction(u, v, w, perWord, why, whyToo));
        }
        differences.add(u, v, w, perWord, why, whyToo);
        return Optional.empty();
    }

    /** The edge and the path from its end back to its start. */
    private Refutation contradiction(int u, int v, long w, long perWord, int why, int whyToo) {
        Cycle cycle = new Cycle();
        cycle.edge(u, w, perWord, why, whyToo);
        differences.readPath(v, u, cycle);
        return cycle.toRefutation();
    }

    /** A cycle of differences as it is read, edge by edge. */
    private final class Cycle implements Differences.PathReader {
        private final ImmutableList.Builder<Integer> nodes = ImmutableList.builder();
        private final BitSet used = new BitSet();
        private long sum;
        private long slope;
        private long slack;

        @Override
        public void edge(int u, long w, long perWord, int why, int whyToo) {
            nodes.add(u == ORIGIN ? Certificate.ORIGIN : section.buffer(u - 1));
            sum += w;
            slope += perWord;
            slack += perWord < 0 && !size.isCircular() ? size.slack(section.buffer(u - 1)) : 0;
            if (why != OPEN) {
                used.set(why);
            }
            if (whyToo != OPEN) {
                used.set(whyToo);
            }
        }

        Refutation toRefutation() {
            long words = size.words();
            long from = words;
            long to = words;
            if (size.isSteady()) {
                from = slope <= 0 ? Long.MIN_VALUE : words - (sum - 1) / slope;
                to = slope >= 0 ? Long.MAX_VALUE : words + Math.max(0, sum - slack - 1) / -slope;
            }
            ProofTree leaf = new Certificate.Contradiction(nodes.build());
            return new Refutation(Optional.of(leaf), 1, used, from, to);
        }
    }

    Section section() {
        return section;
    }

    Size size() {
        return size;
    }

    Differences differences() {
        return differences;
    }

    int turnCount(int pair) {
        return turns[pair].length;
    }

    int[] turnsOf(int pair) {
        return turns[pair];
    }

    boolean isOpen(int pair) {
        return choiceOfPair[pair] == OPEN;
    }

    boolean isGroupOpen(int group) {
        return directionOfGroup[group] == OPEN;
    }

    /** The direction that a pair's group runs in; {@link #OPEN} if that is not decided, or does not matter. */
    private int directionOf(Section.Pair pair) {
        return pair.group() == Section.NONE ? OPEN : directionOfGroup[pair.group()];
    }

    /** Weight of the edge from a to b; far below everything if the turn has no such edge. */
    private long weightAb(int pair, int turn, int direction) {
        Section.Pair p = pairs[pair];
        long ab = direction == OPEN ? p.leastAb() : p.ab()[direction];
        if (size.isCircular()) {
            return size.roundUp(ab + turns[pair][turn] * size.words());
        }
        return turn == 0 ? ab : Differences.UNRELATED;
    }

    /** Weight of the edge from b to a. */
    private long weightBa(int pair, int turn, int direction) {
        Section.Pair p = pairs[pair];
        long ba = direction == OPEN ? p.leastBa() : p.ba()[direction];
        if (size.isCircular()) {
            return size.roundUp(ba - (turns[pair][turn] + 1) * size.words());
        }
        return turn == 1 ? ba : Differences.UNRELATED;
    }

    /** By how much the pair could give way in this order; negative if it cannot lie so. */
    long room(int pair, int turn) {
        return room(pair, turn, directionOf(pairs[pair]));
    }

    long room(int pair, int turn, int direction) {
        Section.Pair p = pairs[pair];
        long forward = -(differences.longest(p.b() + 1, p.a() + 1) + weightAb(pair, turn, direction));
        long back = -(differences.longest(p.a() + 1, p.b() + 1) + weightBa(pair, turn, direction));
        return Math.min(forward, back);
    }

    /** Why the pair cannot lie so, if {@link #room} is negative. */
    Refutation whyNot(int pair, int turn, int direction, int whyDirection) {
        Section.Pair p = pairs[pair];
        int why = direction == OPEN ? OPEN : whyDirection;
        long ab = weightAb(pair, turn, direction);
        if (differences.contradicts(p.a() + 1, p.b() + 1, ab)) {
            return contradiction(p.a() + 1, p.b() + 1, ab, slopeAb(pair, turn), OPEN, reason(p, direction, why));
        }
        long ba = weightBa(pair, turn, direction);
        return contradiction(p.b() + 1, p.a() + 1, ba, slopeBa(pair, turn), OPEN, reason(p, direction, why));
    }

    Refutation whyNot(int pair, int turn) {
        Section.Pair p = pairs[pair];
        int decision = p.group() == Section.NONE ? OPEN : decisionOfGroup[p.group()];
        return whyNot(pair, turn, directionOf(p), decision);
    }

    private static int reason(Section.Pair pair, int direction, int why) {
        boolean matters =
                direction != OPEN && (pair.ab()[direction] != pair.leastAb() || pair.ba()[direction] != pair.leastBa());
        return matters ? why : OPEN;
    }

    private long slopeAb(int pair, int turn) {
        return size.isCircular() && size.isSteady() ? turns[pair][turn] : 0;
    }

    private long slopeBa(int pair, int turn) {
        return size.isCircular() && size.isSteady() ? -(turns[pair][turn] + 1) : 0;
    }

    /** Lets the pair lie so; a contradiction if that is impossible. To be undone by {@link #reopen}. */
    Optional<Refutation> decide(int pair, int turn, int decision) {
        choiceOfPair[pair] = turn;
        decisionOfPair[pair] = decision;
        return learn(pair);
    }

    void reopen(int pair) {
        choiceOfPair[pair] = OPEN;
        decisionOfPair[pair] = OPEN;
    }

    /** Lets the group run so; a contradiction if that is impossible. To be undone by {@link #reopenGroup}. */
    Optional<Refutation> decideGroup(int group, int direction, int decision) {
        directionOfGroup[group] = direction;
        decisionOfGroup[group] = decision;
        for (int pair : section.groups().get(group).pairs()) {
            if (!isOpen(pair)) {
                Optional<Refutation> none = learn(pair);
                if (none.isPresent()) {
                    return none;
                }
            }
        }
        return Optional.empty();
    }

    void reopenGroup(int group) {
        directionOfGroup[group] = OPEN;
        decisionOfGroup[group] = OPEN;
    }

    private Optional<Refutation> learn(int pair) {
        Section.Pair p = pairs[pair];
        int turn = choiceOfPair[pair];
        int direction = directionOf(p);
        int why = decisionOfPair[pair];
        int whyToo = direction == OPEN ? OPEN : reason(p, direction, decisionOfGroup[p.group()]);
        Optional<Refutation> none = Optional.empty();
        long ab = weightAb(pair, turn, direction);
        if (ab > Differences.UNRELATED) {
            none = learn(p.a() + 1, p.b() + 1, ab, slopeAb(pair, turn), why, whyToo);
        }
        long ba = weightBa(pair, turn, direction);
        if (none.isEmpty() && ba > Differences.UNRELATED) {
            none = learn(p.b() + 1, p.a() + 1, ba, slopeBa(pair, turn), why, whyToo);
        }
        return none;
    }

    /** Whether a group cannot run in a direction because one of its pairs cannot lie in any order then. */
    Optional<Refutation> whyNotDirection(int group, int direction, int decision) {
        for (int pair : section.groups().get(group).pairs()) {
            if (!isOpen(pair)) {
                if (room(pair, choiceOfPair[pair], direction) < 0) {
                    Refutation leaf = whyNot(pair, choiceOfPair[pair], direction, decision);
                    leaf.used().set(decisionOfPair[pair]);
                    return Optional.of(leaf);
                }
            } else if (hasNoOrder(pair, direction)) {
                List<Refutation> cases = new ArrayList<>();
                for (int turn = 0; turn < turns[pair].length; turn++) {
                    cases.add(whyNot(pair, turn, direction, decision));
                }
                return Optional.of(orderOf(pair, cases, NOBODY));
            }
        }
        return Optional.empty();
    }

    private boolean hasNoOrder(int pair, int direction) {
        for (int turn = 0; turn < turns[pair].length; turn++) {
            if (room(pair, turn, direction) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Puts the cases of a pair together. */
    Refutation orderOf(int pair, List<Refutation> cases, int decision) {
        Section.Pair p = pairs[pair];
        return Proofs.order(section.buffer(p.a()), section.buffer(p.b()), turns[pair], cases, decision);
    }

    /** Whether the pair is apart, whatever the directions that are still possible, by what is known of differences. */
    boolean isSettled(int pair) {
        Section.Pair p = pairs[pair];
        int direction = directionOf(p);
        long ab = direction == OPEN ? p.mostAb() : p.ab()[direction];
        long ba = direction == OPEN ? p.mostBa() : p.ba()[direction];
        long rise = differences.longest(p.a() + 1, p.b() + 1);
        long fall = differences.longest(p.b() + 1, p.a() + 1);
        if (!size.isCircular()) {
            return rise >= ab || fall >= ba;
        }
        for (int turn : turns[pair]) {
            if (rise >= ab + turn * size.words() && fall >= ba - (turn + 1) * size.words()) {
                return true;
            }
        }
        return false;
    }

    /** Whether every pair is apart at these starts, in some direction of its group. */
    boolean isSolution(long[] starts) {
        for (int pair = 0; pair < pairs.length; pair++) {
            Section.Pair p = pairs[pair];
            boolean waits = p.group() != Section.NONE && directionOfGroup[p.group()] == OPEN;
            if (!waits && turnAt(pair, directionOf(p), starts) == OPEN) {
                return false;
            }
        }
        for (int group = 0; group < directionOfGroup.length; group++) {
            if (directionOfGroup[group] == OPEN && directionAt(group, starts) == OPEN) {
                return false;
            }
        }
        return true;
    }

    /** A direction in which all pairs of a group are apart at these starts. */
    int directionAt(int group, long[] starts) {
        for (int direction = 0; direction < 2; direction++) {
            boolean works = true;
            for (int pair : section.groups().get(group).pairs()) {
                works &= turnAt(pair, direction, starts) != OPEN;
            }
            if (works) {
                return direction;
            }
        }
        return OPEN;
    }

    /** The order in which a pair lies at these starts, in the direction in which its group now runs. */
    int turnAt(int pair, long[] starts) {
        return turnAt(pair, directionOf(pairs[pair]), starts);
    }

    /** The order in which a pair lies at these starts; {@link #OPEN} if it is not apart. */
    private int turnAt(int pair, int direction, long[] starts) {
        Section.Pair p = pairs[pair];
        long rise = starts[p.b()] - starts[p.a()];
        for (int turn = 0; turn < turns[pair].length; turn++) {
            if (rise >= weightAb(pair, turn, direction) && -rise >= weightBa(pair, turn, direction)) {
                return turn;
            }
        }
        return OPEN;
    }

    /** The lowest starts that what is known allows. */
    long[] lowestStarts() {
        long[] starts = new long[section.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = differences.longest(ORIGIN, i + 1);
        }
        return starts;
    }
}
