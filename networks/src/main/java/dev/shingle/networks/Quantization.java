package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;

/**
 * Affine quantisation: {@code real = scale * (stored - zeroPoint)}; one pair for the tensor, or one per slice of {@code
 * axis}. No scales at all means that the stored numbers are the real ones.
 *
 * <p>Scales have single precision, as in every file format that carries them: a network that is written and read again
 * computes the same bits. They are rounded to it here.
 */
public record Quantization(ImmutableDoubleArray scales, ImmutableLongArray zeroPoints, int axis) {

    public static final Quantization NONE = new Quantization(ImmutableDoubleArray.of(), ImmutableLongArray.of(), 0);

    public Quantization {
        checkArgument(
                scales.length() == zeroPoints.length(),
                "%s scales but %s zero points",
                scales.length(),
                zeroPoints.length());
        scales = singlePrecision(scales);
    }

    private static ImmutableDoubleArray singlePrecision(ImmutableDoubleArray scales) {
        ImmutableDoubleArray.Builder rounded = ImmutableDoubleArray.builder(scales.length());
        scales.forEach(scale -> {
            checkArgument(
                    Float.isFinite((float) scale) || !Double.isFinite(scale),
                    "scale %s is beyond single precision",
                    scale);
            rounded.add((float) scale);
        });
        return rounded.build();
    }

    public static Quantization perTensor(double scale, long zeroPoint) {
        return new Quantization(ImmutableDoubleArray.of(scale), ImmutableLongArray.of(zeroPoint), 0);
    }

    public boolean isQuantized() {
        return !scales.isEmpty();
    }

    public boolean isPerChannel() {
        return scales.length() > 1;
    }
}
