package dev.shingle.sim.kernels.integer;

/** Accumulators of the output channels of one pixel. */
interface Sums {

    /** Starts with the biases of channels {@code [firstChannel, firstChannel + count)}. */
    void begin(int firstChannel, int count);

    /**
     * Adds to sums {@code [at, at + count)} the inner product of {@code length} inputs with a filter each; the filters lie
     * {@code filterStride} weights apart.
     */
    void addDots(int[] inputs, int inputAt, int length, int[] weights, int weightAt, int filterStride, int at, int count);

    /** Adds to each sum the product of one input with one weight. */
    void addProducts(int[] inputs, int inputAt, int[] weights, int weightAt, int count);

    /** Converts the sums to stored numbers. */
    void finish(int[] results, int at);
}
