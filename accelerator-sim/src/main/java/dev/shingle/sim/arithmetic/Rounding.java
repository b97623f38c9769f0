package dev.shingle.sim.arithmetic;

import dev.shingle.networks.fixedpoint.FixedPoint;

/**
 * How an accumulator is multiplied by a fixed-point multiplier {@code m * 2^(shift-31)} and rounded to an integer. The
 * modes differ in ties and by one at most. With {@code r = max(0, -shift)} and {@code a} shifted left if shift is positive:
 *
 * <pre>
 *   h = (a*m + 2^30) >> 31                                           rounded once, ties up
 *
 *   TFLITE            (h + 2^(r-1)) >> r                             rounded again, ties up
 *   TFLM_REFERENCE    h / 2^r, rounded again, ties away from zero
 *   SINGLE            (a*m + 2^(30+r)) >> (31+r)                     rounded once
 * </pre>
 *
 * The first is what TensorFlow Lite's matrix multiplication does, that is convolution and fully connected layers; its other
 * kernels do the second ({@link #outsideProducts}), as do its reference kernels and TensorFlow Lite Micro throughout; the
 * third is what builds of either with single rounding do.
 */
public enum Rounding {
    TFLITE {
        @Override
        public int scale(int value, int multiplier, int shift) {
            int rounded = highHalf(shiftedLeft(value, shift), multiplier);
            return shift >= 0 ? rounded : (int) ((rounded + (1L << (-shift - 1))) >> -shift);
        }
    },
    TFLM_REFERENCE {
        @Override
        public int scale(int value, int multiplier, int shift) {
            int rounded = highHalf(shiftedLeft(value, shift), multiplier);
            return shift >= 0 ? rounded : (int) halfAway(rounded, -shift);
        }
    },
    SINGLE {
        @Override
        public int scale(int value, int multiplier, int shift) {
            int right = 31 - shift;
            return right == 0
                    ? saturated((long) value * multiplier)
                    : saturated(((long) value * multiplier + (1L << (right - 1))) >> right);
        }
    };

    /**
     * The product of a value and a multiplier.
     *
     * @param value any accumulator
     * @param multiplier 0, or 2^30 to 2^31 - 1
     * @param shift power of two, -31 to 30; the real factor is {@code multiplier * 2^(shift - 31)}
     */
    public abstract int scale(int value, int multiplier, int shift);

    /** How the runtime that rounds matrix products in this mode rounds everything else, depthwise convolutions too. */
    public final Rounding outsideProducts() {
        return this == TFLITE ? TFLM_REFERENCE : this;
    }

    /** A multiplication with a fixed-point number, rounding as this mode does. */
    public final int scale(int value, FixedPoint factor) {
        return scale(value, factor.multiplier(), factor.shift());
    }

    /** Wraps around like the C code that it follows: real networks stay far from there. */
    private static int shiftedLeft(int value, int shift) {
        return shift > 0 ? value << shift : value;
    }

    private static int highHalf(int value, int multiplier) {
        return (int) (((long) value * multiplier + (1L << 30)) >> 31);
    }

    private static long halfAway(int value, int right) {
        long magnitude = (Math.abs((long) value) + (1L << (right - 1))) >> right;
        return value < 0 ? -magnitude : magnitude;
    }

    private static int saturated(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
