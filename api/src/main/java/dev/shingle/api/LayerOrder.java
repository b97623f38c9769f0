package dev.shingle.api;

import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Reordering;
import dev.shingle.mapper.schedule.Schedule;

/** Takes another order only if the plan for it, and not just its bound, is smaller. */
final class LayerOrder {

    private LayerOrder() {}

    static Reordered best(Model model, Schedule given) {
        Reordering reordering = Reordering.of(given);
        long givenWords = peakWords(given);
        long words = reordering.isChanged() ? peakWords(reordering.schedule()) : givenWords;
        boolean isBetter = words < givenWords;
        long peakWords = isBetter ? words : givenWords;
        Layout layout = given.machine().layout();
        return new Reordered(
                isBetter ? model.running(reordering.schedule().network()) : model,
                layout.bytesOf(givenWords),
                layout.bytesOf(peakWords),
                layout.bytesOf(reordering.lowerBoundWords()),
                peakWords == reordering.lowerBoundWords());
    }

    private static long peakWords(Schedule schedule) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        MemoryPlan plan = planned.plan();
        return plan.peakWords();
    }
}
