package dev.shingle.sim.kernels.weighted;

/**
 * Weights and biases in the hands of one run. Those that another layer computes are read again for every unit.
 *
 * @param <A> array of numbers
 */
public interface Weights<A> {

    /** To be called first thing in each unit; what the other methods gave before is void. */
    void begin();

    /** All weights in the order of the layer's operand. */
    A elements();

    /** Accumulators that start with the biases. */
    Sums<A> sums();
}
