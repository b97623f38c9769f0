package dev.shingle.mapper.place;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a search may go on: a number of nodes, which gives the same result everywhere, and optionally a time, which
 * does not. Whoever started the search may cancel it from another thread.
 */
public final class Budget {

    /** The clock is looked at when the number of nodes is a multiple of this. */
    public static final long CLOCK_EVERY = 64;

    private final long nodes;
    private final long deadlineNanos;
    private final boolean isTimed;
    private final AtomicBoolean isCancelled;

    private Budget(long nodes, boolean isTimed, long deadlineNanos, AtomicBoolean isCancelled) {
        this.nodes = nodes;
        this.isTimed = isTimed;
        this.deadlineNanos = deadlineNanos;
        this.isCancelled = isCancelled;
    }

    public static Budget ofNodes(long nodes) {
        return new Budget(nodes, false, 0, new AtomicBoolean());
    }

    /** The same, and no longer than {@code time} from now. */
    public Budget within(Duration time) {
        return new Budget(nodes, true, System.nanoTime() + time.toNanos(), isCancelled);
    }

    /** A part of this budget: fewer nodes, the same deadline, cancelled together. */
    public Budget part(long atMostNodes) {
        return new Budget(Math.min(nodes, atMostNodes), isTimed, deadlineNanos, isCancelled);
    }

    public long nodes() {
        return nodes;
    }

    /** Whether a search that has visited so many nodes must stop. */
    public boolean isSpent(long visitedNodes) {
        if (visitedNodes >= nodes || isCancelled.get()) {
            return true;
        }
        return isTimed && visitedNodes % CLOCK_EVERY == 0 && System.nanoTime() - deadlineNanos >= 0;
    }

    public void cancel() {
        isCancelled.set(true);
    }
}
