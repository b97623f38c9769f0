package dev.shingle.sim.kernels.integer;

/** Inner products of one stretch of inputs with a stretch of every filter. */
final class Dots {

    private Dots() {}

    /**
     * Adds to each of {@code count} sums the product of {@code length} inputs with a filter's weights; the filters lie
     * {@code filterStride} weights apart. Four filters at a time share the loads of the inputs.
     */
    static void add(
            int[] inputs,
            int inputAt,
            int length,
            int[] weights,
            int weightAt,
            int filterStride,
            int[] sums,
            int at,
            int count) {
        int filter = 0;
        for (; filter + 4 <= count; filter += 4) {
            int first = weightAt + filter * filterStride;
            int second = first + filterStride;
            int third = second + filterStride;
            int fourth = third + filterStride;
            int sum0 = 0;
            int sum1 = 0;
            int sum2 = 0;
            int sum3 = 0;
            for (int k = 0; k < length; k++) {
                int x = inputs[inputAt + k];
                sum0 += x * weights[first + k];
                sum1 += x * weights[second + k];
                sum2 += x * weights[third + k];
                sum3 += x * weights[fourth + k];
            }
            sums[at + filter] += sum0;
            sums[at + filter + 1] += sum1;
            sums[at + filter + 2] += sum2;
            sums[at + filter + 3] += sum3;
        }
        for (; filter < count; filter++) {
            int first = weightAt + filter * filterStride;
            int sum = 0;
            for (int k = 0; k < length; k++) {
                sum += inputs[inputAt + k] * weights[first + k];
            }
            sums[at + filter] += sum;
        }
    }
}
