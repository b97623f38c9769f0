package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import java.util.function.IntUnaryOperator;

/**
 * Reciprocal square roots of stored numbers of 8 bits. A number is shifted by an even number of bits to between 1 and 4, as a
 * half of it with 28 bits of fraction; five steps of Newton's method from 1 find the root of that:
 *
 * <pre>    x := x * 3/2 - a/2 * x^3        x -> 1/sqrt(a)        </pre>
 *
 * Zero and what is below give the greatest stored number.
 */
final class InverseRoot {

    /** Bits by which the root is refined before it is scaled. */
    private static final int FINER_BITS = 20;

    private static final int STEPS = 5;
    private static final int ONE = 1 << 28;
    private static final int THREE_HALVES = ONE + ONE / 2;

    /** In 31 bits of fraction. */
    private static final int HALF_ROOT_OF_TWO = 1_518_500_250;

    private InverseRoot() {}

    static IntUnaryOperator of(Layer layer, Rounding rounding) {
        Operand operand = layer.operands().get(0);
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        float root = (float) Math.sqrt(Scales.scale(operand));
        FixedPoint factor = FixedPoint.of(1.0 / (root * Scales.scale(layer.ofm())));
        int zero = Scales.zeroPoint(operand);
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> {
            int centred = stored - zero;
            if (centred <= 0) {
                return bounds.greatest();
            }
            int fine = centred == 1
                    ? rounding.scale(1, Integer.MAX_VALUE, FINER_BITS)
                    : rounding.scale(1, mantissa(centred), FINER_BITS - right(centred));
            int scaled = rounding.scale(fine, factor.multiplier(), factor.shift() - FINER_BITS);
            return bounds.clamp(scaled + resultZero);
        };
    }

    /** Pairs of bits that bring a number to 27 or 28 bits. */
    private static int pairs(int value) {
        return (Integer.numberOfLeadingZeros(value) - 1) / 2 - 1;
    }

    private static int right(int value) {
        return 11 - pairs(value);
    }

    private static int mantissa(int value) {
        int quarter = halved((value << (2 * pairs(value))) >> 1);
        int x = ONE;
        for (int i = 0; i < STEPS; i++) {
            int cube = saturated((long) product(product(x, x), x) << 6);
            x = saturated(((long) product(THREE_HALVES, x) - product(quarter, cube)) << 3);
        }
        return product(x, HALF_ROOT_OF_TWO);
    }

    private static int halved(int value) {
        return (value + (value & 1)) >> 1;
    }

    private static int product(int a, int b) {
        return (int) (((long) a * b + (1L << 30)) >> 31);
    }

    private static int saturated(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
