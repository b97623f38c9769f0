package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.PingPong;

class TwoBuffersTest extends PlannerContract {

    @Override
    Planner planner() {
        return new PingPong(PingPong.Regions.TWO_BUFFERS);
    }
}
