package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.EveryLayerOverlapped;

class EveryLayerOverlappedTest extends PlannerContract {

    @Override
    Planner planner() {
        return new EveryLayerOverlapped();
    }
}
