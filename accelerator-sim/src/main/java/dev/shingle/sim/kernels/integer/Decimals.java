package dev.shingle.sim.kernels.integer;

/** Rounding of real numbers as C's {@code round} does it. */
final class Decimals {

    private Decimals() {}

    /** To the nearest integer, half away from zero; beyond the range of {@code int}, its ends. */
    static int roundedAway(double real) {
        double magnitude = Math.floor(Math.abs(real) + 0.5);
        return (int) (real < 0 ? -magnitude : magnitude);
    }
}
