package dev.shingle.mapper.place.sections;

import java.util.function.LongPredicate;

/**
 * Searches parts of time, in depth first. A part is a range of sections together with the unplaced buffers in them; no
 * buffer crosses its borders.
 *
 * <p>A node takes the section with the lowest floor. In a placement in which nothing can be pushed down, either one of the
 * buffers that can land on this floor does, or nothing rests there, and the floor rises to the next level that any buffer
 * of the section can reach: first children, last child. All floors around are at least as high, so nothing can come to lie
 * under a placed buffer later, and no order between distant buffers is ever decided: the permutations that a search over
 * orders or offsets of buffers explores do not exist here.
 */
final class PartSearch {

    enum Outcome {
        PLACED,
        FAILED,
        STOPPED
    }

    private static final int ASK_EVERY = 64;

    private final State state;
    private final Weights weights;
    private final Inference inference;
    private final Holes holes;
    private final FailedParts failures;
    private final Branching branching;
    private final boolean decomposes;
    private final boolean usesHoles;
    private final boolean usesCache;

    private long nodes;
    private long nodeLimit;
    private LongPredicate mustStop = nodes -> false;

    PartSearch(State state, double[] rank, SearchOptions options) {
        this.state = state;
        weights = new Weights(state.sections.count, options.uses(Trick.WEIGHTS));
        branching = new Branching(state, rank, weights, options);
        inference = new Inference(state, weights, options);
        holes = new Holes(state);
        decomposes = options.uses(Trick.DECOMPOSITION);
        usesHoles = options.uses(Trick.HOLES);
        usesCache = options.uses(Trick.FAILURE_CACHE);
        failures = new FailedParts(usesCache ? options.cacheLog2() : 0);
    }

    long nodes() {
        return nodes;
    }

    /** Whether the next run prefers sections in which others failed. */
    void applyWeights(boolean isWanted) {
        weights.apply(isWanted);
    }

    /** Searches everything, until this number of nodes, counted from the beginning, is reached. */
    Outcome run(long upToNodes, LongPredicate stop) {
        nodeLimit = upToNodes;
        mustStop = stop;
        int mark = state.mark();
        if (!inference.run()) {
            state.undo(mark);
            return Outcome.FAILED;
        }
        Outcome outcome = parts(0, state.sections.count - 1);
        if (outcome != Outcome.PLACED) {
            state.undo(mark);
            state.markAllDirty();
        }
        return outcome;
    }

    /** Splits a range where nothing crosses, and places all parts or none. */
    private Outcome parts(int from, int to) {
        int start = from;
        for (int s = from; s <= to; s++) {
            boolean isEnd = s == to || (decomposes && state.crossing[s] == 0);
            if (!isEnd) {
                continue;
            }
            if (!decomposes || s > start || state.unplaced[s] > 0) {
                Outcome outcome = part(start, s);
                if (outcome != Outcome.PLACED) {
                    return outcome;
                }
            }
            start = s + 1;
        }
        return Outcome.PLACED;
    }

    private Outcome part(int from, int to) {
        if (!usesCache) {
            return branch(from, to);
        }
        long one = code(from, to, 0x632BE59BD9B4E019L);
        long other = code(from, to, 0xD1342543DE82EF95L);
        if (failures.contains(one, other)) {
            return Outcome.FAILED;
        }
        Outcome outcome = branch(from, to);
        if (outcome == Outcome.FAILED) {
            failures.add(one, other);
        }
        return outcome;
    }

    private long code(int from, int to, long salt) {
        long sum = salt;
        for (int s = from; s <= to; s++) {
            if (state.unplaced[s] > 0) {
                sum += Codes.mix((state.floor[s] ^ salt) * 31 + Long.rotateLeft(state.code[s], 17) + s)
                        + Codes.mix(state.top[s] * 37 + salt + s);
            } else {
                sum += Codes.mix(state.code[s] ^ salt);
            }
        }
        return sum;
    }

    /** On failure the floors stay raised: the caller takes back. */
    private Outcome branch(int from, int to) {
        int mark = state.mark();
        while (true) {
            if (usesHoles) {
                int buffer = holes.find(from, to);
                if (buffer != Holes.NOTHING) {
                    return backOut(buffer == Holes.SUPERFLUOUS ? Outcome.FAILED : child(buffer, from, to), mark);
                }
            }
            int section = branching.choose(from, to);
            if (section == Branching.EMPTY) {
                return Outcome.PLACED;
            }
            Outcome outcome = children(section, from, to);
            if (outcome != Outcome.FAILED) {
                return backOut(outcome, mark);
            }
            if (!branching.lift(section)) {
                weights.blame(section);
                return backOut(Outcome.FAILED, mark);
            }
            if (!inference.run()) {
                return backOut(Outcome.FAILED, mark);
            }
        }
    }

    private Outcome backOut(Outcome outcome, int mark) {
        if (outcome != Outcome.PLACED) {
            state.undo(mark);
        }
        return outcome;
    }

    private Outcome children(int section, int from, int to) {
        int first = branching.stackSize();
        int end = branching.pushCandidates(section, from, to);
        Outcome outcome = Outcome.FAILED;
        for (int i = first; i < end && outcome == Outcome.FAILED; i++) {
            outcome = child(branching.stacked(i), from, to);
        }
        branching.popTo(first);
        return outcome;
    }

    private Outcome child(int buffer, int from, int to) {
        if (nodes >= nodeLimit || (nodes % ASK_EVERY == 0 && mustStop.test(nodes))) {
            return Outcome.STOPPED;
        }
        nodes++;
        if (state.low[buffer] > state.latest[buffer]) {
            return Outcome.FAILED;
        }
        int mark = state.mark();
        state.place(buffer);
        Outcome outcome = inference.run() ? parts(from, to) : Outcome.FAILED;
        return backOut(outcome, mark);
    }
}
