package dev.shingle.mapper.place;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.function.LongConsumer;

/**
 * How hard a planner may try.
 *
 * @param seed of everything random
 * @param budget after which the best so far has to do
 * @param threads at most so many at once; the result does not depend on it
 * @param watcher is told the height of every better placement, from any thread
 */
public record PlacementOptions(long seed, Budget budget, int threads, LongConsumer watcher) {

    /** Keeps networks of a few hundred operators well below a second even when the lower bound is out of reach. */
    public static final long DEFAULT_NODES = 500_000;

    public PlacementOptions {
        checkArgument(threads > 0, "%s threads", threads);
    }

    public static PlacementOptions defaults() {
        return new PlacementOptions(1, Budget.ofNodes(DEFAULT_NODES), 1, height -> {});
    }

    public PlacementOptions withSeed(long other) {
        return new PlacementOptions(other, budget, threads, watcher);
    }

    public PlacementOptions withBudget(Budget other) {
        return new PlacementOptions(seed, other, threads, watcher);
    }

    public PlacementOptions withThreads(int other) {
        return new PlacementOptions(seed, budget, other, watcher);
    }

    public PlacementOptions withWatcher(LongConsumer other) {
        return new PlacementOptions(seed, budget, threads, other);
    }
}
