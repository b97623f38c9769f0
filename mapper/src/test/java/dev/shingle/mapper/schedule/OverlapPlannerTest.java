package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.search.OverlapPlanner;

class OverlapPlannerTest extends PlannerContract {

    @Override
    Planner planner() {
        return new OverlapPlanner();
    }
}
