package dev.shingle.mapper.place;

class WidestPairTest extends PlannerContract {

    @Override
    Planner planner() {
        return new PingPong(PingPong.Regions.WIDEST_PAIR);
    }
}
