package dev.shingle.mapper.place;

class TwoBuffersTest extends PlannerContract {

    @Override
    Planner planner() {
        return new PingPong(PingPong.Regions.TWO_BUFFERS);
    }
}
