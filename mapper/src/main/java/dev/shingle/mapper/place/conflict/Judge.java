package dev.shingle.mapper.place.conflict;

import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.OptionalLong;

/**
 * Asks a planner whether problems fit a capacity, for as long as the effort lasts.
 *
 * <p>Effort counts in nodes, by the answer, so that the count does not depend on the machine that it runs on: an optimum or
 * a proof costs as many as there are buffers, a placement that took some search a quarter of what the planner was given for
 * the question, and no answer all of it.
 */
final class Judge {

    /** Share of the whole effort that one question may take. */
    private static final int QUESTIONS = 40;

    /** What is known about a problem and the capacity. */
    enum Verdict {
        /** There is a placement. */
        FITS,
        /** There is none. */
        IMPOSSIBLE,
        /** None was found. */
        UNDECIDED
    }

    private final Planner planner;
    private final PlacementOptions options;
    private final Budget whole;
    private final long capacity;
    private long spent;

    Judge(Planner planner, PlacementOptions options, long capacity) {
        this.planner = planner;
        this.whole = options.budget();
        this.options = options.withBudget(whole.part(Math.max(1, whole.nodes() / QUESTIONS)))
                .withWatcher(height -> {});
        this.capacity = capacity;
    }

    boolean isExhausted() {
        return whole.isSpent(spent) || whole.isSpent(0);
    }

    Verdict decide(PlacementProblem problem) {
        if (problem.bufferCount() == 0) {
            return Verdict.FITS;
        }
        PlacementResult result = planner.place(problem.withCapacity(OptionalLong.of(capacity)), options);
        spent += problem.bufferCount();
        if (result.height() <= capacity) {
            spent += result.isOptimal() ? 0 : options.budget().nodes() / 4;
            return Verdict.FITS;
        }
        if (result.lowerBound() > capacity) {
            return Verdict.IMPOSSIBLE;
        }
        spent += options.budget().nodes();
        return Verdict.UNDECIDED;
    }

    /** The least that the planner finds. */
    long leastWords(PlacementProblem problem) {
        return planner.place(problem, options).height();
    }
}
