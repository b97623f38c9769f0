package dev.shingle.mapper.place;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.plan.Certificate;
import java.util.Optional;

/**
 * The best placement found and what is known about better ones.
 *
 * @param arrangement starts and directions
 * @param height words that it takes; the modulus when addresses are circular
 * @param lowerBound no placement takes less
 * @param certificate why none takes less than the lower bound, if that can be told in a form to be checked
 */
public record PlacementResult(
        Arrangement arrangement, long height, long lowerBound, Optional<Certificate> certificate) {

    public PlacementResult {
        checkArgument(lowerBound <= height, "a height of %s below its lower bound %s", height, lowerBound);
    }

    /** A heuristic's result: the bound of single steps is all that is known. */
    public static PlacementResult withStepBound(PlacementProblem problem, Arrangement arrangement, long height) {
        LowerBound bound = LowerBound.of(problem);
        return new PlacementResult(arrangement, height, Math.min(height, bound.words()), bound.certificate());
    }

    public boolean isOptimal() {
        return height == lowerBound;
    }
}
