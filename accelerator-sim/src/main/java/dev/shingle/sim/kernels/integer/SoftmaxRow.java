package dev.shingle.sim.kernels.integer;

/** Softmax of the channels of one pixel, in place. */
@FunctionalInterface
interface SoftmaxRow {

    void normalise(int[] pixel);

    static int greatest(int[] pixel) {
        int greatest = Integer.MIN_VALUE;
        for (int stored : pixel) {
            greatest = Math.max(greatest, stored);
        }
        return greatest;
    }
}
