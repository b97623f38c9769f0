package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.weighted.Stretches;
import dev.shingle.sim.kernels.weighted.Sums;

/** Sums of 64 bits, for inputs of 16 bits. */
final class WideSums implements Sums<int[]> {

    private final int[] biases;
    private final Requantization requantization;
    private final long[] sums;
    private int firstChannel;
    private int count;

    WideSums(int[] biases, Requantization requantization) {
        this.biases = biases;
        this.requantization = requantization;
        sums = new long[biases.length];
    }

    @Override
    public void begin(long pixel, int first, int channels) {
        firstChannel = first;
        count = channels;
        for (int i = 0; i < channels; i++) {
            sums[i] = biases[first + i];
        }
    }

    @Override
    public void addFilters(
            int[][] rows, Stretches stretches, int left, int[] weights, int weightAt, int at, int filters) {
        int filterSize = rows.length * stretches.count() * stretches.length();
        int weight = weightAt;
        for (int[] row : rows) {
            for (int i = 0; i < stretches.count(); i++) {
                int input = left + i * stretches.step();
                for (int filter = 0; filter < filters; filter++) {
                    sums[at + filter] += dot(row, input, weights, weight + filter * filterSize, stretches.length());
                }
                weight += stretches.length();
            }
        }
    }

    private static long dot(int[] inputs, int inputAt, int[] weights, int weightAt, int length) {
        long sum = 0;
        for (int k = 0; k < length; k++) {
            sum += (long) inputs[inputAt + k] * weights[weightAt + k];
        }
        return sum;
    }

    @Override
    public void addTaps(int[][] rows, Stretches stretches, int left, int[] weights, int weightAt, int weightStep) {
        int weight = weightAt;
        for (int[] row : rows) {
            for (int i = 0; i < stretches.count(); i++) {
                int input = left + i * stretches.step();
                for (int channel = 0; channel < stretches.length(); channel++) {
                    sums[channel] += (long) row[input + channel] * weights[weight + channel];
                }
                weight += weightStep;
            }
        }
    }

    @Override
    public void finish(int[] results, int at) {
        for (int i = 0; i < count; i++) {
            results[at + i] = requantization.apply(sums[i], firstChannel + i);
        }
    }
}
