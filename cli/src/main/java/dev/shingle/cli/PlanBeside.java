package dev.shingle.cli;

import dev.shingle.api.Model;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.json.NetworkHash;
import java.util.OptionalLong;

/**
 * The plan that is drawn beside ours: ping-pong for chains, first fit for graphs, and nothing overlaps. It is looked at and
 * not used, so the static checker's word is enough; a replay of hundreds of millions of reads would take as long as ours.
 */
final class PlanBeside {

    /** What was not done, for whoever reads the report. */
    static final String NOT_REPLAYED =
            "the plan drawn beside it, which overlaps nothing, is there to be looked at: the static checker found it safe, it"
                    + " was not replayed";

    private PlanBeside() {}

    static String nameOf(boolean isChain) {
        return isChain ? "Ping-pong" : "No overlap";
    }

    static MemoryPlan of(Model model, Machine machine, ScheduleOptions choices, boolean isChain) {
        Planner planner = Planners.byName(isChain ? "ping-pong-two-buffers" : "disjoint-greedy")
                .orElseThrow(() -> new AssertionError("no planner without overlap"));
        Machine unlimited = machine.withCapacityBytes(OptionalLong.empty());
        Schedule schedule = Schedule.of(model.executed(), NetworkHash.of(model.network()), unlimited, choices);
        PlanningResult result = new NetworkPlanner(planner).plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        CheckReport check = PlanChecker.check(model.network(), planned.plan());
        if (!check.isSafe()) {
            throw new AssertionError("unsafe plan for " + model.source() + ": " + check);
        }
        return planned.plan();
    }
}
