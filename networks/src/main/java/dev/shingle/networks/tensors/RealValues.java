package dev.shingle.networks.tensors;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;

/** Between real numbers and what an activation tensor stores for them. */
public final class RealValues {

    private RealValues() {}

    /** Every element's real number, in order; a quantised map has one scale. */
    public static double[] of(FeatureMap map, TensorData data) {
        StoredNumbers numbers = data.numbers();
        boolean isQuantized = map.quantization().isQuantized();
        double scale = isQuantized ? map.quantization().scales().get(0) : 1;
        long zero = isQuantized ? map.quantization().zeroPoints().get(0) : 0;
        double[] reals = new double[numbers.count()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (numbers.value(i) - zero) * scale;
        }
        return reals;
    }

    /**
     * The tensor that stands for real numbers: FLOAT32, or {@code round(real / scale) + zero point} in 8 or 16 bits, ties to
     * even, clamped.
     *
     * @throws IllegalArgumentException if the map has another type, or another number of elements
     */
    public static TensorData store(FeatureMap map, double... reals) {
        Shape shape = map.shape();
        checkArgument(reals.length == shape.elements(), "%s numbers for shape %s", reals.length, shape);
        if (map.type() == ElementType.FLOAT32) {
            float[] floats = new float[reals.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) reals[i];
            }
            return TensorData.ofFloats(shape, floats);
        }
        long[] integers = new long[reals.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = stored(reals[i], map);
        }
        return TensorData.ofIntegers(shape, map.type(), integers);
    }

    private static long stored(double real, FeatureMap map) {
        Quantization quantization = map.quantization();
        double scale = quantization.isQuantized() ? quantization.scales().get(0) : 1;
        long zero = quantization.isQuantized() ? quantization.zeroPoints().get(0) : 0;
        double steps = Math.rint(real / scale) + zero;
        return switch (map.type()) {
            case INT8 -> clamped(steps, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT8 -> clamped(steps, 0, 255);
            case INT16 -> clamped(steps, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT4, INT32, INT64, FLOAT16, FLOAT32, BOOL ->
                throw new IllegalArgumentException("tensor " + map.name() + " of type " + map.type());
        };
    }

    private static long clamped(double value, int least, int most) {
        return (long) Math.min(most, Math.max(least, value));
    }
}
