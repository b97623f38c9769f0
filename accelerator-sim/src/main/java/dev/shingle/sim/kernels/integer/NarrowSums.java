package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.weighted.Stretches;
import dev.shingle.sim.kernels.weighted.Sums;

/** Sums of 32 bits: enough for inputs and weights of 8 bits. */
public final class NarrowSums implements Sums<int[]> {

    private final int[] biases;
    private final SumScaling scaling;
    private final int[] sums;
    private long pixel;
    private int firstChannel;
    private int count;

    /** Sums that start with biases. */
    public NarrowSums(int[] biases, SumScaling scaling) {
        this.biases = biases;
        this.scaling = scaling;
        sums = new int[biases.length];
    }

    @Override
    public void begin(long ofPixel, int first, int channels) {
        pixel = ofPixel;
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
                        row,
                        left + i * stretches.step(),
                        stretches.length(),
                        weights,
                        weight,
                        filterSize,
                        sums,
                        at,
                        filters);
                weight += stretches.length();
            }
        }
    }

    @Override
    public void addTaps(int[][] rows, Stretches stretches, int left, int[] weights, int weightAt, int weightStep) {
        int weight = weightAt;
        for (int[] row : rows) {
            int tap = 0;
            int input = left;
            for (; tap + 3 <= stretches.count(); tap += 3) {
                addThree(row, input, stretches.step(), weights, weight, weightStep, stretches.length());
                input += 3 * stretches.step();
                weight += 3 * weightStep;
            }
            for (; tap < stretches.count(); tap++) {
                addOne(row, input, weights, weight, stretches.length());
                input += stretches.step();
                weight += weightStep;
            }
        }
    }

    private void addOne(int[] inputs, int inputAt, int[] weights, int weightAt, int channels) {
        for (int i = 0; i < channels; i++) {
            sums[i] += inputs[inputAt + i] * weights[weightAt + i];
        }
    }

    /** Three taps share the loads and stores of the sums. */
    private void addThree(
            int[] inputs, int inputAt, int step, int[] weights, int weightAt, int weightStep, int channels) {
        int secondInput = inputAt + step;
        int thirdInput = secondInput + step;
        int secondWeight = weightAt + weightStep;
        int thirdWeight = secondWeight + weightStep;
        for (int i = 0; i < channels; i++) {
            sums[i] += inputs[inputAt + i] * weights[weightAt + i]
                    + inputs[secondInput + i] * weights[secondWeight + i]
                    + inputs[thirdInput + i] * weights[thirdWeight + i];
        }
    }

    @Override
    public void finish(int[] results, int at) {
        System.arraycopy(sums, 0, results, at, count);
        scaling.apply(results, at, count, firstChannel, pixel);
    }
}
