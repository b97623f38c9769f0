package dev.shingle.sim.kernels.integer;

/** What becomes of sums of products. */
@FunctionalInterface
public interface SumScaling {

    /**
     * Converts {@code count} sums in place: those of channels from {@code firstChannel} on.
     *
     * @param pixel output pixel, counted over the batch
     */
    void apply(int[] sums, int at, int count, int firstChannel, long pixel);
}
