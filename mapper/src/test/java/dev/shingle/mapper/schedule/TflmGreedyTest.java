package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.TflmGreedy;

class TflmGreedyTest extends PlannerContract {

    @Override
    Planner planner() {
        return new TflmGreedy();
    }
}
