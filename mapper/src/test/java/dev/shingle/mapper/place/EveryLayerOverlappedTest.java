package dev.shingle.mapper.place;

class EveryLayerOverlappedTest extends PlannerContract {

    @Override
    Planner planner() {
        return new EveryLayerOverlapped();
    }
}
