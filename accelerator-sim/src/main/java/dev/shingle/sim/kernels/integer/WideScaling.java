package dev.shingle.sim.kernels.integer;

/** Scaling of sums of 48 bits: the factor is rounded to 15 bits first, so that the product fits 64; one rounding, ties up. */
final class WideScaling {

    private WideScaling() {}

    static int scale(long value, int multiplier, int shift) {
        int reduced = multiplier < 0x7fff0000 ? (multiplier + (1 << 15)) >> 16 : 0x7fff;
        int right = 15 - shift;
        return (int) ((value * reduced + (1L << (right - 1))) >> right);
    }
}
