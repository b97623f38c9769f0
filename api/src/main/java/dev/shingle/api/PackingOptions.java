package dev.shingle.api;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.sections.SectionPlanner;
import java.util.OptionalLong;

/**
 * What a user may ask when a trace is packed.
 *
 * @param planner who lays the buffers
 * @param placement seed, budget, threads, and who watches
 * @param capacityBytes memory that there is; if empty, the question is how little is needed
 * @param minimize whether to go on for the least height when the capacity is already met
 */
public record PackingOptions(
        Planner planner, PlacementOptions placement, OptionalLong capacityBytes, boolean minimize) {

    /** About a minute of two processors where the lower bound is out of reach; most traces need a fraction of a second. */
    public static final long DEFAULT_NODES = 2_000_000;

    public PackingOptions {
        checkArgument(
                capacityBytes.isEmpty() || capacityBytes.getAsLong() >= 0, "a capacity of %s bytes", capacityBytes);
    }

    /** Two threads, {@link #DEFAULT_NODES} nodes, no deadline. */
    private static PlacementOptions defaultPlacement() {
        return PlacementOptions.defaults().withThreads(2).withBudget(Budget.ofNodes(DEFAULT_NODES));
    }

    /** The least height. */
    public static PackingOptions leastHeight() {
        return new PackingOptions(new SectionPlanner(), defaultPlacement(), OptionalLong.empty(), true);
    }

    /** Any packing into so many bytes. */
    public static PackingOptions within(long bytes) {
        return new PackingOptions(new SectionPlanner(), defaultPlacement(), OptionalLong.of(bytes), false);
    }

    public PackingOptions minimized() {
        return new PackingOptions(planner, placement, capacityBytes, true);
    }

    public PackingOptions withPlanner(Planner other) {
        return new PackingOptions(other, placement, capacityBytes, minimize);
    }

    public PackingOptions withPlacement(PlacementOptions other) {
        return new PackingOptions(planner, other, capacityBytes, minimize);
    }
}
