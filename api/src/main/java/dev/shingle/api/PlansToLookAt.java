package dev.shingle.api;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;

/**
 * Plans whose figures are read or that are drawn, and that nobody builds by: the static checker's word is enough for them,
 * where a replay would read hundreds of millions of words. Schedules are those of machines without a capacity.
 */
final class PlansToLookAt {

    private PlansToLookAt() {}

    static MemoryPlan unchecked(Schedule schedule, Planner planner) {
        PlanningResult result = new NetworkPlanner(planner).plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        return planned.plan();
    }

    static MemoryPlan checked(Model model, Schedule schedule, Planner planner) {
        MemoryPlan plan = unchecked(schedule, planner);
        CheckReport check = PlanChecker.check(model.network(), plan);
        if (!check.isSafe()) {
            throw new AssertionError("unsafe plan for " + model.source() + ": " + check);
        }
        return plan;
    }

    /** Two buffers by turns for a chain, first fit for a graph. */
    static MemoryPlan withoutOverlap(Model model, Schedule schedule) {
        boolean isChain = schedule.figures().pingPongTwoBuffersWords().isPresent();
        Planner planner = Planners.byName(isChain ? "ping-pong-two-buffers" : "disjoint-greedy")
                .orElseThrow(() -> new AssertionError("no planner without overlap"));
        return checked(model, schedule, planner);
    }
}
