package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Operand;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;

/**
 * The mean of stored integers on another scale, in one of two ways. In general the factor of the scales is divided by the
 * number of elements, with as many bits more as that number has, so that one multiplication does both. The mean of an image
 * takes the factor in single precision, and subtracts the zero point after scaling it by itself, rounded.
 */
final class IntegerMean {

    private static final int MOST_BITS = 32;

    private final FixedPoint factor;
    private final int inputZeroPoint;
    private final int zeroPoint;
    private final Bounds bounds;
    private final Rounding rounding;
    private final float inputScale;
    private final float scale;
    private final boolean isNarrow;

    IntegerMean(Operand operand, Operand result, Bounds bounds, Rounding rounding) {
        this.bounds = bounds;
        this.rounding = rounding;
        factor = FixedPoint.of((double) Scales.scale(operand) / Scales.scale(result));
        inputScale = Scales.scale(operand);
        scale = Scales.scale(result);
        inputZeroPoint = Scales.zeroPoint(operand);
        zeroPoint = Scales.zeroPoint(result);
        isNarrow = operand.type().bits() == Byte.SIZE;
    }

    int of(long sum, long elements) {
        if (elements == 0) {
            return bounds.clamp(zeroPoint);
        }
        int bits = Math.min(63 - Long.numberOfLeadingZeros(elements), Math.min(MOST_BITS, 31 + factor.shift()));
        int multiplier = (int) (((long) factor.multiplier() << bits) / elements);
        int centred = (int) (sum - inputZeroPoint * elements);
        return bounds.clamp(rounding.scale(centred, multiplier, factor.shift() - bits) + zeroPoint);
    }

    /** The mean of all pixels of an image. */
    int ofImage(long sum, long elements) {
        FixedPoint each = FixedPoint.of((double) (inputScale / ((float) elements * scale)));
        int offset = zeroPoint - Decimals.roundedAway(inputZeroPoint * inputScale / scale);
        return bounds.clamp(rounding.scale((int) sum, each) + offset);
    }

    /** The sum itself on the other scale: in single precision, where elements have 8 bits. */
    int total(long sum, long elements) {
        if (isNarrow) {
            float ratio = inputScale / scale;
            float offset = -inputZeroPoint * ratio * elements;
            return bounds.clamp(Decimals.roundedAway((int) sum * ratio + offset) + zeroPoint);
        }
        return bounds.clamp(rounding.scale((int) (sum - inputZeroPoint * elements), factor) + zeroPoint);
    }
}
