package dev.shingle.sim.kernels.unit;

/**
 * An operand as a kernel reads it: runs of logical elements, counted in row-major order, channels innermost, without any
 * padding lanes. What is read is exactly what the model of docs/model.md section 2 says for the unit.
 */
public interface ElementSource {

    /**
     * Stored numbers of an integer type, extended with or without sign as the type says. Types of real numbers give their
     * bits: operators that only move elements do not ask for more. An INT64 element must fit 32 bits.
     */
    void readIntegers(long firstElement, int count, int[] into, int at);

    /** Elements of a type of real numbers. */
    void readFloats(long firstElement, int count, float[] into, int at);
}
