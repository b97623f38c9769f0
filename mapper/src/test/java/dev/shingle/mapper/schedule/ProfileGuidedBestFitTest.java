package dev.shingle.mapper.schedule;

import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.ProfileGuidedBestFit;

class ProfileGuidedBestFitTest extends PlannerContract {

    @Override
    Planner planner() {
        return new ProfileGuidedBestFit();
    }
}
