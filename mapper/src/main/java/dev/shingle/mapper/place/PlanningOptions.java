package dev.shingle.mapper.place;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalLong;

/**
 * What a user may ask of a planner.
 *
 * @param seed seed of everything random; equal seeds give equal plans
 * @param capacityBytes scratchpad that the plan must fit; if empty, the machine's, if that is given
 * @param effort how much a search may try after the first quick passes, in placements of one buffer
 */
public record PlanningOptions(long seed, OptionalLong capacityBytes, long effort) {

    /** Keeps networks of a few hundred operators well below a second even when the lower bound is out of reach. */
    public static final long DEFAULT_EFFORT = 300_000;

    public PlanningOptions {
        checkArgument(
                capacityBytes.isEmpty() || capacityBytes.getAsLong() >= 0, "a capacity of %s bytes", capacityBytes);
        checkArgument(effort >= 0, "an effort of %s", effort);
    }

    public static PlanningOptions defaults() {
        return new PlanningOptions(1, OptionalLong.empty(), DEFAULT_EFFORT);
    }

    public PlanningOptions withCapacityBytes(long bytes) {
        return new PlanningOptions(seed, OptionalLong.of(bytes), effort);
    }

    public PlanningOptions withSeed(long newSeed) {
        return new PlanningOptions(newSeed, capacityBytes, effort);
    }
}
