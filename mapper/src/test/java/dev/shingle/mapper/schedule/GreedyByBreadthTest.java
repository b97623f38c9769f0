package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.GreedyByBreadth;

class GreedyByBreadthTest extends PlannerContract {

    @Override
    Planner planner() {
        return new GreedyByBreadth();
    }
}
