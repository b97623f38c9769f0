package dev.shingle.sim.kernels.integer;

/** Sums of 32 bits: enough for inputs and weights of 8 bits. */
final class NarrowSums implements Sums {

    private final int[] biases;
    private final Requantization requantization;
    private final int[] sums;
    private int firstChannel;
    private int count;

    NarrowSums(int[] biases, Requantization requantization) {
        this.biases = biases;
        this.requantization = requantization;
        sums = new int[biases.length];
    }

    @Override
    public void begin(int first, int channels) {
        firstChannel = first;
        count = channels;
        System.arraycopy(biases, first, sums, 0, channels);
    }

    @Override
    public void addDots(
            int[] inputs, int inputAt, int length, int[] weights, int weightAt, int filterStride, int at, int filters) {
        Dots.add(inputs, inputAt, length, weights, weightAt, filterStride, sums, at, filters);
    }

    @Override
    public void addProducts(int[] inputs, int inputAt, int[] weights, int weightAt, int channels) {
        for (int i = 0; i < channels; i++) {
            sums[i] += inputs[inputAt + i] * weights[weightAt + i];
        }
    }

    @Override
    public void finish(int[] results, int at) {
        System.arraycopy(sums, 0, results, at, count);
        requantization.apply(results, at, count, firstChannel);
    }
}
