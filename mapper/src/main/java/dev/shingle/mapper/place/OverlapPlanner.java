package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.MemoryPlan;

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
    public PlanningResult plan(Schedule schedule, PlanningOptions options) {
        Problem problem = schedule.problem();
        LowerBound bound = LowerBound.of(schedule);
        boolean circular = schedule.machine().addressing() == Addressing.CIRCULAR;
        PlanWriter writer = new PlanWriter(this, schedule, options);
        if (!circular && Chain.isChain(problem)) {
            Solution solution = new Chain(problem).optimum(bound.words());
            long peak = solution.peak(problem);
            return writer.result(solution, peak, chainBound(bound, peak));
        }
        GraphSearch.Found found =
                new GraphSearch(problem, circular, bound.words(), options.effort(), options.seed()).run();
        return writer.result(found.solution(), found.peakWords(), bound.toPlanBound());
    }

    private static MemoryPlan.Bound chainBound(LowerBound bound, long optimum) {
        return optimum == bound.words()
                ? bound.toPlanBound()
                : new MemoryPlan.Bound(optimum, "exact search over the chain: no placement needs less");
    }
}
