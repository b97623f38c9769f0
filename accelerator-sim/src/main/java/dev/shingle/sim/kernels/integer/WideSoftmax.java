package dev.shingle.sim.kernels.integer;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.integer.InterpolatedTable.Precision;
import dev.shingle.sim.kernels.integer.InterpolatedTable.Side;

/**
 * Softmax of stored numbers of 16 bits, by two tables: exp(x) for x from -10 to 0, and 1/(1+x) for x from 0 to 1. The sum s
 * of exponentials, which have 15 bits of fraction, is taken to 1 + x by a shift; results have a scale of 2^-15.
 *
 * <pre>
 *   e = exp table [ difference to the greatest * scale * beta ]        s = sum of e = (1 + x) * 2^k
 *   result = e * (1/(1+x)) / 2^k
 * </pre>
 */
final class WideSoftmax implements SoftmaxRow {

    private static final int FRACTION_BITS = 15;
    private static final float RESULT_SCALE = 0x1p-15f;
    private static final float NEARLY = 1e-3f;
    private static final double LEAST_EXPONENT = -10;

    /** Numbers of 16 bits less one: the steps of a table from end to end. */
    private static final int STEPS = 65_535;

    private static final Side UNITS = new Side(2.0 / STEPS, 0);
    private static final InterpolatedTable EXPONENTIALS = InterpolatedTable.of(
            new Side(-LEAST_EXPONENT / STEPS, Short.MAX_VALUE), UNITS, Precision.DOUBLE, Math::exp);
    private static final InterpolatedTable RECIPROCALS =
            InterpolatedTable.of(new Side(1.0 / STEPS, Short.MIN_VALUE), UNITS, Precision.DOUBLE, x -> 1 / (1 + x));

    private final FixedPoint factor;
    private final Rounding rounding;

    WideSoftmax(Layer layer, Operator.Softmax softmax, Rounding rounding) {
        checkArgument(
                Math.abs(Scales.scale(layer.ofm()) - RESULT_SCALE) <= NEARLY * RESULT_SCALE
                        && Scales.zeroPoint(layer.ofm()) == 0,
                "softmax of 16 bits whose result has not a scale of 2^-15 and zero point 0");
        this.rounding = rounding;
        float scale = Scales.scale(layer.operands().get(0)) * (float) softmax.beta();
        factor = FixedPoint.of(scale / (-LEAST_EXPONENT / STEPS));
    }

    @Override
    public void normalise(int[] pixel) {
        int greatest = SoftmaxRow.greatest(pixel);
        int sum = 0;
        for (int i = 0; i < pixel.length; i++) {
            int scaled = rounding.scale(pixel[i] - greatest, factor);
            pixel[i] = EXPONENTIALS.applyAsInt(saturated(scaled + (long) Short.MAX_VALUE));
            sum += pixel[i];
        }
        int headroom = Integer.numberOfLeadingZeros(sum) - 1;
        long normalised = (((long) sum << headroom) + (1 << 13)) >> 14;
        int reciprocal = RECIPROCALS.applyAsInt(saturated(normalised - (1 << 15) - (1 << 16)));
        int right = 2 * FRACTION_BITS - headroom;
        for (int i = 0; i < pixel.length; i++) {
            int share = (int) (((long) pixel[i] * reciprocal + (1L << (right - 1))) >> right);
            pixel[i] = Math.max(0, Math.min(Short.MAX_VALUE, share));
        }
    }

    private static int saturated(long value) {
        return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
