package dev.shingle.sim.kernels.movement;

/** Connects the elements of one tensor to those of others. */
@FunctionalInterface
interface Route {

    /** The same elements in the same order. */
    Route STRAIGHT = (element, run) -> run.set(0, element, Long.MAX_VALUE);

    /** Tells where an element, and as many behind it as lie together, is on the other side. */
    void follow(long element, Run run);
}
