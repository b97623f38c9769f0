package dev.shingle.mapper.place;

class DisjointGreedyTest extends PlannerContract {

    @Override
    Planner planner() {
        return new DisjointGreedy();
    }
}
