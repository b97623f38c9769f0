package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Activation;
import dev.shingle.sim.kernels.weighted.Stretches;
import dev.shingle.sim.kernels.weighted.Sums;
import java.util.Arrays;

/**
 * Sums in single precision, one product after another, in the order in which TensorFlow Lite's kernels add them: those of
 * filters to zero, with the bias last; those of taps to the bias. Where filters are large the runtime adds in blocks, and
 * other runtimes add otherwise.
 */
final class RealSums implements Sums<float[]> {

    private final float[] biases;
    private final Activation activation;
    private final float[] sums;
    private int firstChannel;
    private int count;
    private boolean lacksBias;

    RealSums(float[] biases, Activation activation) {
        this.biases = biases;
        this.activation = activation;
        sums = new float[biases.length];
    }

    @Override
    public void begin(long pixel, int first, int channels) {
        firstChannel = first;
        count = channels;
        lacksBias = true;
        Arrays.fill(sums, 0, channels, 0);
    }

    @Override
    public void addFilters(
            float[][] rows, Stretches stretches, int left, float[] weights, int weightAt, int at, int filters) {
        int filterSize = rows.length * stretches.count() * stretches.length();
        int weight = weightAt;
        for (float[] row : rows) {
            for (int i = 0; i < stretches.count(); i++) {
                int input = left + i * stretches.step();
                add(row, input, stretches.length(), weights, weight, filterSize, at, filters);
                weight += stretches.length();
            }
        }
    }

    /** Four filters at a time share the loads of the inputs. */
    private void add(
            float[] inputs,
            int inputAt,
            int length,
            float[] weights,
            int weightAt,
            int filterSize,
            int at,
            int filters) {
        int filter = 0;
        for (; filter + 4 <= filters; filter += 4) {
            int first = weightAt + filter * filterSize;
            int second = first + filterSize;
            int third = second + filterSize;
            int fourth = third + filterSize;
            float sum0 = sums[at + filter];
            float sum1 = sums[at + filter + 1];
            float sum2 = sums[at + filter + 2];
            float sum3 = sums[at + filter + 3];
            for (int k = 0; k < length; k++) {
                float x = inputs[inputAt + k];
                sum0 += x * weights[first + k];
                sum1 += x * weights[second + k];
                sum2 += x * weights[third + k];
                sum3 += x * weights[fourth + k];
            }
            sums[at + filter] = sum0;
            sums[at + filter + 1] = sum1;
            sums[at + filter + 2] = sum2;
            sums[at + filter + 3] = sum3;
        }
        for (; filter < filters; filter++) {
            int first = weightAt + filter * filterSize;
            float sum = sums[at + filter];
            for (int k = 0; k < length; k++) {
                sum += inputs[inputAt + k] * weights[first + k];
            }
            sums[at + filter] = sum;
        }
    }

    @Override
    public void addTaps(float[][] rows, Stretches stretches, int left, float[] weights, int weightAt, int weightStep) {
        addBiases();
        int weight = weightAt;
        for (float[] row : rows) {
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

    private void addOne(float[] inputs, int inputAt, float[] weights, int weightAt, int channels) {
        for (int i = 0; i < channels; i++) {
            sums[i] += inputs[inputAt + i] * weights[weightAt + i];
        }
    }

    /** Three taps share the loads and stores of the sums. */
    private void addThree(
            float[] inputs, int inputAt, int step, float[] weights, int weightAt, int weightStep, int channels) {
        int secondInput = inputAt + step;
        int thirdInput = secondInput + step;
        int secondWeight = weightAt + weightStep;
        int thirdWeight = secondWeight + weightStep;
        for (int i = 0; i < channels; i++) {
            sums[i] = sums[i]
                    + inputs[inputAt + i] * weights[weightAt + i]
                    + inputs[secondInput + i] * weights[secondWeight + i]
                    + inputs[thirdInput + i] * weights[thirdWeight + i];
        }
    }

    @Override
    public void finish(float[] results, int at) {
        addBiases();
        System.arraycopy(sums, 0, results, at, count);
        Activations.apply(activation, results, at, count);
    }

    private void addBiases() {
        if (lacksBias) {
            lacksBias = false;
            for (int i = 0; i < count; i++) {
                sums[i] += biases[firstChannel + i];
            }
        }
    }
}
