package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.VelaHillClimb;

class VelaHillClimbTest extends PlannerContract {

    @Override
    Planner planner() {
        return new VelaHillClimb();
    }
}
