package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.GreedyBySize;

class GreedyBySizeTest extends PlannerContract {

    @Override
    Planner planner() {
        return new GreedyBySize();
    }
}
