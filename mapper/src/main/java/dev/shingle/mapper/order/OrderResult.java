package dev.shingle.mapper.order;

import com.google.common.primitives.ImmutableIntArray;

/**
 * The best order found.
 *
 * @param order the tasks of the problem; as given if none is better
 * @param givenWords what the most demanding task needs in the given order
 * @param words what it needs in this one
 * @param lowerBoundWords what the most demanding task needs at least, whatever the order
 * @param moves how often a search tried a task on a set of executed ones
 */
public record OrderResult(ImmutableIntArray order, long givenWords, long words, long lowerBoundWords, long moves) {

    /** No order needs less. */
    public boolean isExact() {
        return words == lowerBoundWords;
    }

    public boolean isBetter() {
        return words < givenWords;
    }
}
