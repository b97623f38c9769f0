package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;

/**
 * Lays a step's result over the operands that die there, as closely as the machine's safe distances allow; optimal and
 * proven if the budget suffices.
 *
 * <ul>
 *   <li>Chains with linear addresses: the exact optimum ({@link Chain}).
 *   <li>Everything else: sweeps at the lower bound of single steps with beams of 8 to 64 states, which settle nearly every
 *       real network in a few milliseconds. If the narrowest beam fails, a few steps at a time raise the lower bound
 *       ({@link Windows}), and the sweeps try that.
 *   <li>If that fails too, some hill-climbing and narrow sweeps give an upper limit, and {@link CompleteSearch} closes the gap, or narrows
 *       it, as far as the budget goes.
 *   <li>What is left of the budget then goes into wide beams and more hill-climbing.
 * </ul>
 */
public final class OverlapPlanner implements Planner {

    private static final int FIRST_WIDTH = 8;
    private static final int NARROW_WIDTH = 16;
    private static final int USUAL_WIDTH = 64;
    private static final int LAST_WIDTH = 1024;
    private static final long CLIMB = 100_000;

    private final ImmutableSet<Trick> tricks;

    public OverlapPlanner() {
        this(Trick.ALL);
    }

    /** The same with some tricks only, to see what the others bring; results stay right, the gap may stay open. */
    public OverlapPlanner(ImmutableSet<Trick> tricks) {
        this.tricks = tricks;
    }

    @Override
    public String name() {
        return "overlap";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        LowerBound bound = LowerBound.of(problem);
        boolean isSolvedChain = problem.addressing() == Addressing.LINEAR && problem.isUniform() && problem.isChain();
        Arrangement first =
                isSolvedChain ? new Chain(problem).optimum(bound.words()) : QuickSearch.constructed(problem);
        Ledger ledger = new Ledger(problem, bound, first, first.peak(problem), options.watcher());
        if (!ledger.isClosed()) {
            Effort effort = new Effort(options.budget());
            CompleteSearch complete = new CompleteSearch(problem, ledger, tricks, effort);
            if (isSolvedChain) {
                complete.run();
            } else {
                search(new QuickSearch(problem, ledger, effort, options.seed()), complete, ledger, effort);
            }
        }
        return new PlacementResult(ledger.best(), ledger.height(), ledger.lowerBound(), ledger.certificate());
    }

    private static void search(QuickSearch quick, CompleteSearch complete, Ledger ledger, Effort effort) {
        if (quick.sweepAtBound(FIRST_WIDTH)) {
            return;
        }
        complete.raiseByWindows();
        for (int width = FIRST_WIDTH; width <= USUAL_WIDTH && !ledger.isClosed(); width *= 2) {
            quick.sweepAtBound(width);
        }
        if (!ledger.isClosed()) {
            quick.climb(Math.min(CLIMB, effort.left() / 16));
            effort.allow(effort.left() / 4);
            quick.halve(NARROW_WIDTH);
            complete.run();
        }
        effort.allow(effort.left());
        if (!ledger.isClosed()) {
            quick.halve(USUAL_WIDTH);
        }
        for (int width = 2 * USUAL_WIDTH; width <= LAST_WIDTH && !ledger.isClosed() && !effort.isSpent(); width *= 2) {
            quick.sweepAtBound(width);
        }
        while (!ledger.isClosed() && !effort.isSpent()) {
            quick.climb(Math.min(CLIMB, effort.left()));
        }
    }
}
