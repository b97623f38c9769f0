package dev.shingle.mapper.schedule;

import dev.shingle.mapper.plan.MemoryPlan;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Something that could be changed: how to change a schedule, and what that costs.
 *
 * @param name for programs
 * @param change for people
 * @param cost what has to be paid, told by the plan that it leads to
 * @param application the schedule with the change
 */
record Remedy(String name, String change, Function<MemoryPlan, String> cost, UnaryOperator<Schedule> application) {

    Schedule applyTo(Schedule schedule) {
        return application.apply(schedule);
    }

    /** Both changes, this one first. */
    Remedy and(Remedy other) {
        return new Remedy(
                name + "+" + other.name,
                change + ", and " + other.change,
                plan -> cost.apply(plan) + "; " + other.cost.apply(plan),
                schedule -> other.applyTo(applyTo(schedule)));
    }
}
