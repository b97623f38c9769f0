package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What differs between two plans, and why.
 *
 * @param a the one
 * @param b the other
 * @param causes what differs before any layer is looked at, and what it does to the peak
 * @param steps all steps in order; those that do the same side by side
 */
public record PlanComparison(PlanFigures a, PlanFigures b, ImmutableList<Cause> causes, ImmutableList<Pair> steps) {

    /**
     * One difference.
     *
     * @param difference what, from the one to the other
     * @param rule why that matters, with section or equation of docs/model.md
     * @param effectBytes by how much it changes the peak, the differences before it being made already; planned anew, so it
     *     is missing where there are only plans
     * @param evidence a layer at which it is seen, or empty
     */
    public record Cause(String difference, String rule, OptionalLong effectBytes, String evidence) {}

    /** A step of the one beside the step of the other that does the same; one of them may be missing. */
    public record Pair(Optional<PlanStep> a, Optional<PlanStep> b) {

        /** Nothing but the position differs, if that. */
        public boolean isAlike() {
            return a.isPresent() && b.isPresent() && a.get().isLike(b.get());
        }
    }

    /** Steps that are not alike. */
    public ImmutableList<Pair> differences() {
        return steps.stream().filter(pair -> !pair.isAlike()).collect(ImmutableList.toImmutableList());
    }
}
