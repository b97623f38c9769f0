package dev.shingle.mapper.place.sections;

/**
 * Draws conclusions in sections in which something changed. With the unplaced buffers of a section sorted by their lowest
 * offsets
 *
 * <ul>
 *   <li>the floor rises to the first of them, and what remains must fit between floor and capacity;
 *   <li><em>suffix sums</em>: the buffers that cannot lie lower than x must fit between x and the capacity;
 *   <li><em>not first</em>: let r be the bytes that remain. If {@code low(b) + r} exceeds the capacity C, then
 *       {@code low(b) + r - C} bytes of them must lie below b, and only those whose earliest end is not above {@code low(b)}
 *       can. Without enough of them b rises to the next earliest end.
 * </ul>
 *
 * A raised buffer makes its other sections dirty. One to three rounds are made, not a fixpoint: cheap nodes win.
 */
final class Inference {

    private final State state;
    private final Weights weights;
    private final int passes;
    private final boolean usesSuffixSums;
    private final boolean usesNotFirst;
    private final int[] now;

    Inference(State state, Weights weights, SearchOptions options) {
        this.state = state;
        this.weights = weights;
        passes = options.passes();
        usesSuffixSums = options.uses(Trick.SUFFIX_SUMS);
        usesNotFirst = options.uses(Trick.NOT_FIRST);
        now = new int[state.sections.count];
    }

    /** False if what is left cannot be placed. */
    boolean run() {
        for (int pass = 0; state.dirtyCount > 0; pass++) {
            int count = 0;
            while (state.dirtyCount > 0) {
                now[count++] = state.takeDirty();
            }
            for (int i = 0; i < count; i++) {
                if (!check(now[i], pass < passes && usesNotFirst)) {
                    weights.blame(now[i]);
                    return false;
                }
            }
        }
        return true;
    }

    private boolean check(int section, boolean mayRaise) {
        int count = state.unplaced[section];
        if (count == 0) {
            return true;
        }
        int from = state.firstMember[section];
        long floor = state.lowest(section);
        long slack = state.capacity - state.remaining[section] - floor;
        if (slack < 0 || state.isBroken()) {
            return false;
        }
        state.setFloor(section, floor);
        long highestFirst = floor + slack;
        boolean mayConclude = mayRaise && state.highestLow[section] > highestFirst;
        if (state.spare[section] >= 0 && !mayConclude) {
            return true;
        }
        state.sortByLow(section);
        state.highestLow[section] = state.low[state.member[from + count - 1]];
        if (usesSuffixSums && state.spare[section] < 0 && !suffixesFit(section, from, from + count)) {
            return false;
        }
        return !mayConclude || raise(from, from + count, highestFirst);
    }

    private boolean suffixesFit(int section, int from, int to) {
        long sum = 0;
        long spare = Long.MAX_VALUE;
        for (int m = to - 1; m >= from; m--) {
            int b = state.member[m];
            sum += state.size[b];
            spare = Math.min(spare, state.capacity - state.low[b] - sum);
        }
        if (spare >= 0) {
            state.setSpare(section, spare);
        }
        return spare >= 0;
    }

    /** @param highestFirst the highest offset at which everything that remains can start */
    private boolean raise(int from, int to, long highestFirst) {
        for (int m = to - 1; m > from; m--) {
            int b = state.member[m];
            long low = state.low[b];
            if (low <= highestFirst) {
                break;
            }
            raise(b, low - highestFirst, from, to);
            if (state.isBroken()) {
                return false;
            }
        }
        return true;
    }

    /** Sorted by lowest offsets, what can lie below comes early: mostly the loop is left soon. */
    private void raise(int buffer, long needed, int from, int to) {
        long low = state.low[buffer];
        long missing = needed;
        long next = Long.MAX_VALUE;
        for (int m = from; m < to; m++) {
            int c = state.member[m];
            long end = state.low[c] + state.size[c];
            if (c == buffer) {
                continue;
            }
            if (end <= low) {
                missing -= state.size[c];
                if (missing <= 0) {
                    return;
                }
            } else if (end < next) {
                next = end;
            }
        }
        state.raiseLow(buffer, next == Long.MAX_VALUE ? state.capacity : next);
    }
}
