package dev.shingle.sim.cycles;

/**
 * Channels of one pixel that are fetched together.
 *
 * @param firstChannel first channel
 * @param endChannel behind the last one
 * @param issues cycles in which the array works with them: one for each output group that uses them
 * @param macs multiplications with them
 */
record ReadRun(int firstChannel, int endChannel, int issues, long macs) {

    int channels() {
        return endChannel - firstChannel;
    }
}
