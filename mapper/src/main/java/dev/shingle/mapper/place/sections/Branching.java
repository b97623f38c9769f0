package dev.shingle.mapper.place.sections;

import java.util.Arrays;

/** Where to branch, with which buffers in which order, and what it means that none of them rests there. */
final class Branching {

    static final int EMPTY = -1;

    private final State state;
    private final double[] rank;
    private final Weights weights;
    private final boolean usesFullWidth;
    private final boolean usesTwins;
    private final boolean fewestFirst;
    private int[] stack = new int[1 << 10];
    private int stackSize;
    private boolean isLevel;

    Branching(State state, double[] rank, Weights weights, SearchOptions options) {
        this.state = state;
        this.rank = rank;
        this.weights = weights;
        usesFullWidth = options.uses(Trick.FULL_WIDTH) && state.sections.isPlain;
        usesTwins = options.uses(Trick.TWINS);
        fewestFirst = options.uses(Trick.FEWEST_FIRST);
    }

    /** The section of a part with the lowest floor; of several the one with the fewest candidates for its weight, then the least slack. */
    int choose(int from, int to) {
        long lowest = lowestFloor(from, to);
        if (lowest == Long.MAX_VALUE) {
            return EMPTY;
        }
        int best = EMPTY;
        double bestScore = 0;
        for (int s = from; s <= to; s++) {
            if (state.unplaced[s] == 0 || state.floor[s] != lowest) {
                continue;
            }
            double score = fewestFirst ? (candidates(s, lowest) + slackShare(s)) / weights.of(s) : slackShare(s);
            if (best == EMPTY || score < bestScore) {
                best = s;
                bestScore = score;
            }
        }
        return best;
    }

    private long lowestFloor(int from, int to) {
        long lowest = Long.MAX_VALUE;
        isLevel = true;
        for (int s = from; s <= to; s++) {
            if (state.unplaced[s] > 0 && state.floor[s] != lowest) {
                isLevel = lowest == Long.MAX_VALUE;
                lowest = Math.min(lowest, state.floor[s]);
            }
        }
        return lowest;
    }

    private int candidates(int section, long height) {
        int count = 0;
        int from = state.firstMember[section];
        for (int m = from + state.unplaced[section] - 1; m >= from; m--) {
            if (state.isCandidate(state.member[m], height)) {
                count++;
            }
        }
        return count;
    }

    /** Below one: it breaks ties. */
    private double slackShare(int section) {
        return (double) (state.capacity - state.floor[section] - state.remaining[section]) / (state.capacity + 1);
    }

    int stackSize() {
        return stackSize;
    }

    int stacked(int index) {
        return stack[index];
    }

    void popTo(int size) {
        stackSize = size;
    }

    /** Pushes the buffers that can rest on the section's floor, those with a high rank first; returns the new size. */
    int pushCandidates(int section, int from, int to) {
        int bottom = stackSize;
        long height = state.floor[section];
        int firstMember = state.firstMember[section];
        for (int m = firstMember; m < firstMember + state.unplaced[section]; m++) {
            int b = state.member[m];
            if (!state.isCandidate(b, height)) {
                continue;
            }
            if (isForced(b, from, to)) {
                stackSize = bottom;
                push(b, bottom);
                return stackSize;
            }
            if (!usesTwins || !replacesTwin(b, bottom)) {
                push(b, bottom);
            }
        }
        return stackSize;
    }

    private boolean isForced(int buffer, int from, int to) {
        if (state.isFixed[buffer]) {
            return true;
        }
        return usesFullWidth
                && isLevel
                && state.sections.first[buffer] == from
                && state.sections.width(buffer) == to - from + 1;
    }

    /** Of twins the one with the lower number is kept. */
    private boolean replacesTwin(int buffer, int bottom) {
        for (int i = bottom; i < stackSize; i++) {
            if (state.sections.areTwins(buffer, stack[i])) {
                return true;
            }
        }
        return false;
    }

    private void push(int buffer, int bottom) {
        if (stackSize == stack.length) {
            stack = Arrays.copyOf(stack, 2 * stackSize);
        }
        int at = stackSize++;
        while (at > bottom && isBefore(buffer, stack[at - 1])) {
            stack[at] = stack[at - 1];
            at--;
        }
        stack[at] = buffer;
    }

    private boolean isBefore(int one, int other) {
        return rank[one] > rank[other] || (rank[one] == rank[other] && one < other);
    }

    /**
     * Nothing rests on the section's floor: it rises to the next level that one of its buffers can reach. A buffer whose
     * lowest offset is the floor needs another support then, an unplaced one that does not live in this section (or one
     * that does, but that is no lower). False if that exceeds the slack.
     */
    boolean lift(int section) {
        long floor = state.floor[section];
        int from = state.firstMember[section];
        int to = from + state.unplaced[section];
        long next = Long.MAX_VALUE;
        for (int m = from; m < to; m++) {
            int b = state.member[m];
            if (state.low[b] > floor) {
                next = Math.min(next, state.low[b]);
            }
        }
        for (int m = from; m < to; m++) {
            int b = state.member[m];
            if (state.low[b] == floor && !state.isFixed[b]) {
                next = Math.min(next, nextSupport(b, section, next));
            }
        }
        if (next > state.capacity - state.remaining[section]) {
            return false;
        }
        for (int m = from; m < to; m++) {
            int b = state.member[m];
            if (state.low[b] < next) {
                if (state.isFixed[b]) {
                    return false;
                }
                state.raiseLow(b, next);
            }
        }
        return true;
    }

    private long nextSupport(int buffer, int except, long atMost) {
        Sections sections = state.sections;
        long next = atMost;
        for (int i = sections.firstIncidence[buffer]; i < sections.firstIncidence[buffer + 1]; i++) {
            int s = sections.sectionOf[i];
            if (s == except) {
                continue;
            }
            int from = state.firstMember[s];
            for (int m = from + state.unplaced[s] - 1; m >= from; m--) {
                int c = state.member[m];
                long end = state.low[c] + state.size[c];
                if (end < next && c != buffer && !sections.livesIn(c, except)) {
                    next = end;
                }
            }
        }
        return next == Long.MAX_VALUE || next >= atMost ? next : state.aligned(buffer, next);
    }
}
