package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.fixedpoint.FixedPoint;
import java.util.function.IntUnaryOperator;

/**
 * {@code x * clamp(x + 3, 0, 6) / 6} in fixed point of 16 bits. With x on a scale 128 times finer than the operand's:
 *
 * <pre>
 *   gate = x / 3, saturated to [-1, 1), as 16 bits;    (gate + 1) / 2  in [0, 1)
 *   x on the result's scale, not yet shifted right; times gate, truncated; shifted right, rounded
 * </pre>
 */
final class HardSwish {

    private static final int FRACTION_BITS = 15;

    private HardSwish() {}

    static IntUnaryOperator of(Layer layer) {
        float fine = Scales.scale(layer.operands().get(0)) * (1f / 128);
        FixedPoint output = FixedPoint.of((double) (fine / Scales.scale(layer.ofm())));
        FixedPoint gate = FixedPoint.of((double) (fine / (3f / 32768)));
        int outputFactor = halved(output.multiplier());
        int gateFactor = halved(gate.multiplier());
        int zero = Scales.zeroPoint(layer.operands().get(0));
        int resultZero = Scales.zeroPoint(layer.ofm());
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        return stored -> {
            short x = (short) ((stored - zero) * 128);
            int open = (gate(x, gateFactor, gate.shift()) + (1 << FRACTION_BITS)) >> 1;
            int product = open * highHalf(x, outputFactor) / (1 << FRACTION_BITS);
            return bounds.clamp(halfAway(product, -output.shift()) + resultZero);
        };
    }

    /** Shifts left in two parts, so that what saturates in the first cannot matter after the second. */
    private static int gate(short x, int factor, int shift) {
        int value = shift > 0 ? saturated((long) x << (shift - 1)) : x;
        value = highHalf(value, factor);
        if (shift > 0) {
            return saturated((long) value << 1);
        }
        return halfAway(value, -shift);
    }

    private static int highHalf(int a, int b) {
        return (a * b + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
    }

    private static int halfAway(int value, int right) {
        if (right <= 0) {
            return value;
        }
        int magnitude = (Math.abs(value) + (1 << (right - 1))) >> right;
        return value < 0 ? -magnitude : magnitude;
    }

    private static int saturated(long value) {
        return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }

    /** A multiplier of 31 bits as one of 15. */
    private static int halved(int multiplier) {
        return multiplier >= Integer.MAX_VALUE - (1 << 15) ? Short.MAX_VALUE : (multiplier + (1 << 15)) >> 16;
    }
}
