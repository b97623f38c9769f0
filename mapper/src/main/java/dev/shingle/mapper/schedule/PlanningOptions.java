package dev.shingle.mapper.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import java.util.OptionalLong;

/**
 * What a user may ask when a network is planned.
 *
 * @param seed seed of everything random; equal seeds give equal plans
 * @param capacityBytes scratchpad that the plan must fit; if empty, the machine's, if that is given
 * @param nodes how much a search may try after the first quick passes, in placements of one buffer
 */
public record PlanningOptions(long seed, OptionalLong capacityBytes, long nodes) {

    public PlanningOptions {
        checkArgument(
                capacityBytes.isEmpty() || capacityBytes.getAsLong() >= 0, "a capacity of %s bytes", capacityBytes);
        checkArgument(nodes >= 0, "%s nodes", nodes);
    }

    public static PlanningOptions defaults() {
        return new PlanningOptions(1, OptionalLong.empty(), PlacementOptions.DEFAULT_NODES);
    }

    public PlanningOptions withCapacityBytes(long bytes) {
        return new PlanningOptions(seed, OptionalLong.of(bytes), nodes);
    }

    public PlanningOptions withoutCapacity() {
        return new PlanningOptions(seed, OptionalLong.empty(), nodes);
    }

    public PlanningOptions withSeed(long other) {
        return new PlanningOptions(other, capacityBytes, nodes);
    }

    public PlanningOptions withNodes(long other) {
        return new PlanningOptions(seed, capacityBytes, other);
    }

    PlacementOptions placement() {
        return PlacementOptions.defaults().withSeed(seed).withBudget(Budget.ofNodes(nodes));
    }
}
