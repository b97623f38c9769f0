package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;

class DisjointGreedyTest extends PlannerContract {

    @Override
    Planner planner() {
        return new DisjointGreedy();
    }
}
