package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.PingPong;

class WidestPairTest extends PlannerContract {

    @Override
    Planner planner() {
        return new PingPong(PingPong.Regions.WIDEST_PAIR);
    }
}
