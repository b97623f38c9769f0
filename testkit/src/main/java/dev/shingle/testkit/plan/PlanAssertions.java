package dev.shingle.testkit.plan;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.Schedule;
import java.util.Map;

/** The way in: {@code assertThatPlacement(schedule, offsets).isSafe()}. */
public final class PlanAssertions {

    private PlanAssertions() {}

    /** Offsets of another mapper, in words by buffer name; all layers run forward. */
    public static PlanAssert assertThatPlacement(Schedule schedule, Map<String, Long> offsetsWords) {
        return assertThatPlan(OwnPlacement.plan(schedule, offsetsWords));
    }

    /** The same with directions by layer name. */
    public static PlanAssert assertThatPlacement(
            Schedule schedule, Map<String, Long> offsetsWords, Map<String, Traversal> traversals) {
        return assertThatPlan(OwnPlacement.plan(schedule, offsetsWords, traversals));
    }

    /** A plan, whoever made it. */
    public static PlanAssert assertThatPlan(MemoryPlan plan) {
        return new PlanAssert(plan);
    }
}
