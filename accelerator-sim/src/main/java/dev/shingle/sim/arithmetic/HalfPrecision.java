package dev.shingle.sim.arithmetic;

/**
 * Numbers of 16 bits, IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction.
 *
 * <pre>
 *   single   s eeeeeeee fffffffffff...f       exponent bias 127
 *   half     s    eeeee ffffffffff            exponent bias  15, the cut off bits rounded to nearest, ties to even
 * </pre>
 */
public final class HalfPrecision {

    private static final int CUT_BITS = 13;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final int INFINITY = 0x7c00;
    private static final int QUIET_NAN = 0x7e00;

    /** Halfway between the greatest number and the next power of two: what is no less is infinite. */
    private static final float LEAST_INFINITE = 65_520;

    private static final float LEAST_NORMAL = 0x1p-14f;

    /** The unit of numbers below that is 2 to minus this. */
    private static final int SUBNORMAL_BITS = 24;

    private HalfPrecision() {}

    /** The nearest half; of two as near, that whose last bit is 0. */
    public static short bits(float value) {
        int single = Float.floatToRawIntBits(value);
        int sign = (single >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | QUIET_NAN | ((single >>> CUT_BITS) & 0x3ff));
        } else if (magnitude >= LEAST_INFINITE) {
            return (short) (sign | INFINITY);
        } else if (magnitude < LEAST_NORMAL) {
            return (short) (sign | (int) Math.rint(Math.scalb((double) magnitude, SUBNORMAL_BITS)));
        }
        int wide = (single & Integer.MAX_VALUE) - (BIAS_DIFFERENCE << 23);
        int isOdd = (wide >>> CUT_BITS) & 1;
        return (short) (sign | ((wide + (1 << (CUT_BITS - 1)) - 1 + isOdd) >>> CUT_BITS));
    }

    /** The number that a half stands for. */
    public static float value(short bits) {
        int sign = (bits & 0x8000) << 16;
        int magnitude = bits & 0x7fff;
        if (magnitude >= INFINITY) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude << CUT_BITS));
        } else if (magnitude < 1 << (23 - CUT_BITS)) {
            return Math.copySign(Math.scalb((float) magnitude, -SUBNORMAL_BITS), Float.intBitsToFloat(sign));
        }
        return Float.intBitsToFloat(sign | ((magnitude << CUT_BITS) + (BIAS_DIFFERENCE << 23)));
    }
}
