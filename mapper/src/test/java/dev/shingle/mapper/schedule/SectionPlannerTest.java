package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.sections.SectionPlanner;

class SectionPlannerTest extends PlannerContract {

    @Override
    Planner planner() {
        return new SectionPlanner();
    }
}
