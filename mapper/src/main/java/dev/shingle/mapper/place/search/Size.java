package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.PlacementProblem;

/**
 * A scratchpad of a given size, as a search sees it.
 *
 * @param isCircular whether addresses are taken modulo the capacity
 * @param words the capacity
 * @param grain of which differences of starts are multiples; every weight is rounded up to it
 */
record Size(boolean isCircular, long words, long grain) {

    static Size of(PlacementProblem problem, long words) {
        return new Size(problem.addressing() == Addressing.CIRCULAR, words, problem.grain());
    }

    /** Whether a weight grows steadily with the capacity, so that a contradiction says something about other ones. */
    boolean isSteady() {
        return grain == 1;
    }

    /** The highest start of a buffer of so many words. */
    long top(long size) {
        return roundDown(isCircular ? words - 1 : words - size);
    }

    long roundUp(long value) {
        return -roundDown(-value);
    }

    private long roundDown(long value) {
        return Math.multiplyExact(Math.floorDiv(value, grain), grain);
    }
}
