package dev.shingle.sim.kernels.weighted;

/**
 * Accumulators of the output channels of one pixel.
 *
 * @param <A> array of numbers
 */
public interface Sums<A> {

    /**
     * Starts the sums of channels {@code [firstChannel, firstChannel + count)}, biases included.
     *
     * @param pixel output pixel, counted over the batch
     */
    void begin(long pixel, int firstChannel, int count);

    /**
     * Adds the inner products of a window with some filters, to sums {@code [at, at + count)}.
     *
     * @param rows the rows of the window
     * @param stretches where its inputs lie in each of them
     * @param weightAt first weight of the first filter; filters lie behind one another, each as large as the window
     */
    void addFilters(A[] rows, Stretches stretches, int left, A weights, int weightAt, int at, int count);

    /**
     * Adds the products of each channel with its own taps.
     *
     * @param stretches one for each tap of a row, as long as there are channels
     * @param weightStep number of weights from one tap to the next
     */
    void addTaps(A[] rows, Stretches stretches, int left, A weights, int weightAt, int weightStep);

    /** Converts the sums to results. */
    void finish(A results, int at);
}
