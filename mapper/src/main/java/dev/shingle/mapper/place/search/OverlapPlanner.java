package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Optional;

/**
 * Lays a step's result over the operands that die there, as closely as the machine's safe distances allow.
 *
 * <ul>
 *   <li>Chains with linear addresses: the exact optimum ({@link Chain}), which then is the plan's bound.
 *   <li>Everything else: {@link GraphSearch}, first at the lower bound, which nearly every real network reaches, then
 *       upwards. With circular addresses a chain reaches the bound by putting each result its distance below its operand;
 *       the search finds that by itself, since these are edges of forbidden intervals.
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
        if (problem.addressing() == Addressing.LINEAR && problem.isUniform() && problem.isChain()) {
            Arrangement arrangement = new Chain(problem).optimum(bound.words());
            long height = arrangement.peak(problem);
            return new PlacementResult(
                    arrangement, height, height, height == bound.words() ? bound.certificate() : Optional.empty());
        }
        GraphSearch.Found found =
                new GraphSearch(problem, bound.words(), options.budget().nodes(), options.seed()).run();
        return new PlacementResult(
                found.arrangement(), found.height(), Math.min(found.height(), bound.words()), bound.certificate());
    }
}
