package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;

/** A {@link Planner} at work on a network: schedule in, plan out, or the reasons why it does not fit. */
public final class NetworkPlanner {

    private final Planner planner;

    public NetworkPlanner(Planner planner) {
        this.planner = planner;
    }

    /** The same schedule and options always give the same result. */
    public PlanningResult plan(Schedule schedule, PlanningOptions options) {
        PlacementResult placed = planner.place(schedule.problem(), options.placement());
        return new PlanWriter(this, schedule, options).result(placed);
    }

    Planner planner() {
        return planner;
    }

    /** How reports and plans call the planner. */
    public String name() {
        return planner.name();
    }
}
