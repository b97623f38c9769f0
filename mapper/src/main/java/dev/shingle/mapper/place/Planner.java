package dev.shingle.mapper.place;

/** Lays the buffers of a schedule into the scratchpad and chooses every step's direction. */
public interface Planner {

    /** How reports and plans call it. */
    String name();

    /** The same schedule and options always give the same result. */
    PlanningResult plan(Schedule schedule, PlanningOptions options);
}
