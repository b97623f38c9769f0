package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;

/**
 * Lays a step's result over the operands that die there, as closely as the machine's safe distances allow.
 *
 * <ul>
 *   <li>Chains with linear addresses: the exact optimum ({@link Chain}).
 *   <li>Everything else: {@link GraphSearch} first, which nearly always ends at the lower bound of single steps.
 *   <li>Whatever is above that bound: {@link CompleteSearch}, which finds what is lower or proves that nothing is, as far
 *       as the budget goes.
 * </ul>
 */
public final class OverlapPlanner implements Planner {

    @Override
    public String name() {
        return "overlap";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        LowerBound bound = LowerBound.of(problem);
        Ledger ledger;
        if (problem.addressing() == Addressing.LINEAR && problem.isUniform() && problem.isChain()) {
            Arrangement arrangement = new Chain(problem).optimum(bound.words());
            ledger = new Ledger(problem, bound, arrangement, arrangement.peak(problem), options.watcher());
        } else {
            GraphSearch.Found found =
                    new GraphSearch(problem, bound.words(), options.budget().nodes() / 10, options.seed()).run();
            ledger = new Ledger(problem, bound, found.arrangement(), found.height(), options.watcher());
        }
        if (!ledger.isClosed()) {
            CompleteSearch search = new CompleteSearch(problem, ledger, Trick.ALL, new Effort(options.budget()));
            search.raiseByWindows();
            search.run();
        }
        return new PlacementResult(ledger.best(), ledger.height(), ledger.lowerBound(), ledger.certificate());
    }
}
