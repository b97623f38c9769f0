package dev.shingle.mapper.place.sections;

/**
 * Dominance: if an unplaced buffer c fits under everything else that remains, then there is a best placement in which it
 * lies there, since moving it down only frees space. So either c is placed there now, or, where the search has decided
 * otherwise before, the node is superfluous.
 *
 * <pre>
 *     |  lowest others  |
 *     |   cccccccccc    |      rest(c) + size(c) &lt;= lowest offset of each other buffer in the sections of c
 *     |#################|
 * </pre>
 *
 * In terms of a potential (area times offset, summed) that every best placement minimises: moving c down lowers it.
 */
final class Holes {

    static final int NOTHING = -1;
    static final int SUPERFLUOUS = -2;

    private final State state;

    Holes(State state) {
        this.state = state;
    }

    /** A buffer that belongs at its resting place, or one of the constants. */
    int find(int from, int to) {
        for (int s = from; s <= to; s++) {
            int firstMember = state.firstMember[s];
            for (int m = firstMember + state.unplaced[s] - 1; m >= firstMember; m--) {
                int b = state.member[m];
                if (state.sections.first[b] == s && !state.isFixed[b] && fitsUnderTheRest(b)) {
                    return state.low[b] == state.rest[b] ? b : SUPERFLUOUS;
                }
            }
        }
        return NOTHING;
    }

    private boolean fitsUnderTheRest(int buffer) {
        long end = state.rest[buffer] + state.size[buffer];
        Sections sections = state.sections;
        for (int i = sections.firstIncidence[buffer]; i < sections.firstIncidence[buffer + 1]; i++) {
            if (!isFreeBelow(end, sections.sectionOf[i], buffer)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFreeBelow(long end, int section, int except) {
        if (state.floor[section] >= end) {
            return true;
        }
        int from = state.firstMember[section];
        for (int m = from + state.unplaced[section] - 1; m >= from; m--) {
            int b = state.member[m];
            if (state.low[b] < end && b != except) {
                return false;
            }
        }
        return true;
    }
}
