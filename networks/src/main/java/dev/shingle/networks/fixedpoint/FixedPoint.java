package dev.shingle.networks.fixedpoint;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A factor as TensorFlow Lite stores it: {@code multiplier * 2^(shift - 31)} with a multiplier of 31 bits, the highest of
 * them set.
 *
 * <pre>    0.75  =  0.75 * 2^0     multiplier 1610612736, shift 0
 *     0.1   =  0.8  * 2^-3    multiplier 1717986918, shift -3      </pre>
 *
 * A factor below 2^-32 is 0: hardware could shift by 31 bits only. One above 2^31 is the largest.
 *
 * @param multiplier 0, or 2^30 to 2^31 - 1
 * @param shift power of two; positive shifts to the left
 */
public record FixedPoint(int multiplier, int shift) {

    private static final int LEAST_SHIFT = -31;
    private static final int MOST_SHIFT = 30;

    public FixedPoint {
        checkArgument(multiplier >= 0, "negative multiplier %s", multiplier);
        checkArgument(shift >= LEAST_SHIFT && shift <= MOST_SHIFT, "shift %s", shift);
    }

    /** The nearest factor to a real one that is not negative. */
    public static FixedPoint of(double real) {
        checkArgument(real >= 0 && Double.isFinite(real), "factor %s", real);
        if (real == 0) {
            return new FixedPoint(0, 0);
        }
        int shift = Math.getExponent(real) + 1;
        long multiplier = Math.round(Math.scalb(real, 31 - shift));
        if (multiplier == 1L << 31) {
            multiplier /= 2;
            shift++;
        }
        if (shift < LEAST_SHIFT) {
            return new FixedPoint(0, 0);
        }
        return shift > MOST_SHIFT
                ? new FixedPoint(Integer.MAX_VALUE, MOST_SHIFT)
                : new FixedPoint((int) multiplier, shift);
    }

    /** The real number that this is. */
    public double value() {
        return Math.scalb((double) multiplier, shift - 31);
    }
}
