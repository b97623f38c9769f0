package dev.shingle.api;

/**
 * How close an output of the int8 network comes to that of the float one, over all samples of the evaluation.
 *
 * @param output its name
 * @param signal sum of the squares of the float network's numbers
 * @param noise sum of the squares of the differences
 */
public record OutputFidelity(String output, double signal, double noise) {

    /** Signal to quantisation noise; infinite if nothing differs. */
    public double decibels() {
        return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
    }
}
