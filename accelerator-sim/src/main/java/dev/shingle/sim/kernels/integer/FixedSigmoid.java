package dev.shingle.sim.kernels.integer;

import com.google.common.primitives.ImmutableIntArray;
import java.util.function.IntUnaryOperator;

/**
 * LOGISTIC and TANH of 16 bits whose operand has 3 integer bits, by exponentials of what is not positive:
 *
 * <pre>    logistic(x) = 1 / (1 + exp(-x))        tanh(x) = (1 - exp(-2x)) / (1 + exp(-2x))        x >= 0  </pre>
 *
 * An exponential is a Taylor series between -1/4 and 0, times a constant for each bit of the rest; 1/(1+e) is found by three
 * steps of Newton's method. Q<i>n</i> is a number with n integer bits of 16, one of which is the sign's own.
 */
final class FixedSigmoid {

    private static final int ONE = Short.MAX_VALUE;
    private static final int FRACTION_BITS = 15;
    private static final int ONE_Q2 = 1 << (FRACTION_BITS - 2);

    /** exp(-1/8) and 1/3. */
    private static final int MIDDLE = narrowed(1_895_147_668);

    private static final int THIRD = narrowed(715_827_883);

    /** 48/17 and -32/17, in Q2: the line that Newton's method starts from. */
    private static final int START = narrowed(1_515_870_810);

    private static final int SLOPE = narrowed(-1_010_580_540);

    /** exp of -1/4, -1/2, -1, -2, -4, -8. */
    private static final ImmutableIntArray POWERS =
            ImmutableIntArray.of(1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401);

    private FixedSigmoid() {}

    static IntUnaryOperator logistic() {
        return stored -> {
            int value = reciprocal(exponential(-Math.abs(stored), 3));
            return stored == 0 ? 1 << (FRACTION_BITS - 1) : stored > 0 ? value : ONE - value;
        };
    }

    /** The operand is doubled as often as {@code doublings} says, 0 or 1. */
    static IntUnaryOperator tanh(int doublings) {
        return stored -> {
            int x = saturated((long) stored << doublings);
            int value = lessOne(exponential(-Math.abs(x), 4));
            return x == 0 ? 0 : x > 0 ? value : -value;
        };
    }

    /** Of a number that is not positive, with some integer bits. */
    private static int exponential(int x, int integerBits) {
        if (x == 0) {
            return ONE;
        }
        int quarter = 1 << (FRACTION_BITS - integerBits - 2);
        int small = (x & (quarter - 1)) - quarter;
        int result = series(saturated((long) small << integerBits));
        int rest = small - x;
        for (int i = 0; i < integerBits + 2; i++) {
            if ((rest & (quarter << i)) != 0) {
                result = product(result, narrowed(POWERS.get(i)));
            }
        }
        return result;
    }

    /** Between -1/4 and 0: around -1/8. */
    private static int series(int x) {
        int d = x + (1 << (FRACTION_BITS - 3));
        int square = product(d, d);
        int cube = product(square, d);
        int fourth = halfAway(product(square, square), 2);
        int tail = halfAway(product(fourth + cube, THIRD) + square, 1);
        return saturated(MIDDLE + (long) product(MIDDLE, d + tail));
    }

    /** 1/(1+e) for e from 0 to 1. */
    private static int reciprocal(int e) {
        return saturated((long) newton(e) << 1);
    }

    /** 2/(1+e) - 1. */
    private static int lessOne(int e) {
        return saturated((long) (newton(e) - ONE_Q2) << 2);
    }

    /** 2/(1+e), in Q2. */
    private static int newton(int e) {
        int half = (e + ONE + 1) >> 1;
        int x = START + product(half, SLOPE);
        for (int i = 0; i < 3; i++) {
            int error = ONE_Q2 - product(half, x);
            x += saturated((long) product(x, error) << 2);
        }
        return x;
    }

    private static int product(int a, int b) {
        return (a * b + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
    }

    private static int halfAway(int value, int right) {
        int magnitude = (Math.abs(value) + (1 << (right - 1))) >> right;
        return value < 0 ? -magnitude : magnitude;
    }

    /** A constant of 32 bits in 16. */
    private static int narrowed(int constant) {
        return halfAway(constant >> 1, Short.SIZE - 1);
    }

    private static int saturated(long value) {
        return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
