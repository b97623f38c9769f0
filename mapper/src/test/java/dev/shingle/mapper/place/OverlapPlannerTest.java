package dev.shingle.mapper.place;

class OverlapPlannerTest extends PlannerContract {

    @Override
    Planner planner() {
        return new OverlapPlanner();
    }
}
