package dev.shingle.sim.kernels.unit;

/** A result as a kernel stores it: runs of logical elements, in the order and terms of {@link ElementSource}. */
public interface ElementSink {

    /** Stored numbers of an integer type, each of which fits; or the bits of a type of real numbers. */
    void writeIntegers(long firstElement, int count, int[] from, int at);

    /** Elements of a type of real numbers. */
    void writeFloats(long firstElement, int count, float[] from, int at);
}
