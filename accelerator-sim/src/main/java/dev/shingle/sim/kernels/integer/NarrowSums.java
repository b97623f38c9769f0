package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.weighted.Stretches;
import dev.shingle.sim.kernels.weighted.Sums;

/** Sums of 32 bits: enough for inputs and weights of 8 bits. */
final class NarrowSums implements Sums<int[]> {

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
    public void addFilters(
            int[][] rows, Stretches stretches, int left, int[] weights, int weightAt, int at, int filters) {
        int filterSize = rows.length * stretches.count() * stretches.length();
        int weight = weightAt;
        for (int[] row : rows) {
            for (int i = 0; i < stretches.count(); i++) {
                Dots.add(
                        row, left + i * stretches.step(), stretches.length(), weights, weight, filterSize, sums, at, filters);
                weight += stretches.length();
            }
        }
    }

    @Override
    public void addTaps(int[][] rows, Stretches stretches, int left, int[] weights, int weightAt, int weightStep) {
        int weight = weightAt;
        for (int[] row : rows) {
            for (int i = 0; i < stretches.count(); i++) {
                addProducts(row, left + i * stretches.step(), weights, weight, stretches.length());
                weight += weightStep;
            }
        }
    }

    private void addProducts(int[] inputs, int inputAt, int[] weights, int weightAt, int channels) {
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
