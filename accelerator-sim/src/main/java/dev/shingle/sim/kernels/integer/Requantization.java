package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import java.util.List;

/**
 * Turns sums of products into stored numbers: times the channel's factor, plus the zero point, cut to the bounds. Factors
 * are that of every channel, or a single one for all.
 */
final class Requantization implements SumScaling {

    private final Rounding rounding;
    private final int[] multipliers;
    private final int[] shifts;
    private final int zeroPoint;
    private final Bounds bounds;

    Requantization(Rounding rounding, List<FixedPoint> factors, int zeroPoint, Bounds bounds) {
        this.rounding = rounding;
        multipliers = factors.stream().mapToInt(FixedPoint::multiplier).toArray();
        shifts = factors.stream().mapToInt(FixedPoint::shift).toArray();
        this.zeroPoint = zeroPoint;
        this.bounds = bounds;
    }

    @Override
    public void apply(int[] values, int at, int count, int firstChannel, long pixel) {
        // The mode is a constant inside each loop, so that its arithmetic is compiled into it.
        switch (rounding) {
            case TFLITE -> {
                for (int i = 0; i < count; i++) {
                    int channel = firstChannel + i;
                    int scaled = Rounding.TFLITE.scale(values[at + i], multipliers[channel], shifts[channel]);
                    values[at + i] = bounds.clamp(scaled + zeroPoint);
                }
            }
            case TFLM_REFERENCE -> {
                for (int i = 0; i < count; i++) {
                    int channel = firstChannel + i;
                    int scaled = Rounding.TFLM_REFERENCE.scale(values[at + i], multipliers[channel], shifts[channel]);
                    values[at + i] = bounds.clamp(scaled + zeroPoint);
                }
            }
            case SINGLE -> {
                for (int i = 0; i < count; i++) {
                    int channel = firstChannel + i;
                    int scaled = Rounding.SINGLE.scale(values[at + i], multipliers[channel], shifts[channel]);
                    values[at + i] = bounds.clamp(scaled + zeroPoint);
                }
            }
        }
    }

    /** A sum that may be wider than 32 bits. */
    int apply(long value, int channel) {
        return bounds.clamp(WideScaling.scale(value, multipliers[channel], shifts[channel]) + zeroPoint);
    }

    int apply(int value) {
        return bounds.clamp(rounding.scale(value, multipliers[0], shifts[0]) + zeroPoint);
    }
}
