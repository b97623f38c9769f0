package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.PlacementProblem;

/**
 * A scratchpad of a given size, as a search sees it, with the alignments of a problem.
 *
 * @param words the capacity
 */
record Size(PlacementProblem problem, long words) {

    /** Whether addresses are taken modulo the capacity. */
    boolean isCircular() {
        return problem.addressing() == Addressing.CIRCULAR;
    }

    /** Of which differences of starts are multiples; every weight is rounded up to it. */
    long grain() {
        return problem.grain();
    }

    /** Whether a weight grows steadily with the capacity, so that a contradiction says something about other ones. */
    boolean isSteady() {
        return grain() == 1 || !isCircular();
    }

    /** Words above a buffer at its highest start, lost to alignment: a little more capacity makes more of them at first. */
    long slack(int buffer) {
        return Math.floorMod(words - problem.size(buffer), grain());
    }

    /** The highest start of a buffer. */
    long top(int buffer) {
        return problem.alignDown(isCircular() ? words - 1 : words - problem.size(buffer));
    }

    long roundUp(long value) {
        return grain() == 1 ? value : problem.alignUp(value);
    }
}
