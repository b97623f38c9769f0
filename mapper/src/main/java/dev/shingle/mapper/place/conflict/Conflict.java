package dev.shingle.mapper.place.conflict;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;

/**
 * Buffers and steps that do not fit together into a capacity. What it means to take some buffers and steps only is said
 * at {@link Restriction}.
 *
 * @param buffers members, ascending
 * @param steps members, ascending
 * @param leastWords the least that was found for these members alone; no less is possible if {@code proven} and the
 *     planner proves optima
 * @param capacityWords what they do not fit into
 * @param minimal without any one of the members, the others were found to fit
 * @param proven no placement of the members fits; otherwise the planner has found none
 */
public record Conflict(
        ImmutableList<Integer> buffers,
        ImmutableList<Integer> steps,
        long leastWords,
        long capacityWords,
        boolean minimal,
        boolean proven) {

    public Conflict {
        checkArgument(
                leastWords > capacityWords, "%s words fit a capacity of %s: no conflict", leastWords, capacityWords);
    }

    /** Words that are missing for the members alone. */
    public long wordsOver() {
        return leastWords - capacityWords;
    }
}
