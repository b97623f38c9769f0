package dev.shingle.sim.units;

/** Where the elements of a result that only moves data come from. */
@FunctionalInterface
interface CopySource {

    /** There is no source: the element is a constant. */
    long NONE = -1;

    /** Flat element of the operand that is copied to the result's element {@code index}, or {@link #NONE}. */
    long element(int[] index);

    /** Position of that operand. */
    default int operand(int[] index) {
        return 0;
    }
}
