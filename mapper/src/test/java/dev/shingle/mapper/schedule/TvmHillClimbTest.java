package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.TvmHillClimb;

class TvmHillClimbTest extends PlannerContract {

    @Override
    Planner planner() {
        return new TvmHillClimb();
    }
}
