package dev.shingle.api;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.pictures.NpyFile;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.PictureFile;
import dev.shingle.networks.pictures.RawFile;
import dev.shingle.networks.pictures.Resampling;
import dev.shingle.networks.tensors.TensorData;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a network is run on: a picture (PGM, PPM, PNG), an array ({@code .npy}), or the stored elements themselves (any other
 * file), told apart by the ending.
 */
public final class NetworkInput {

    private static final int BRIGHTEST = 255;

    private NetworkInput() {}

    /** Numbers that look like noise and are the same everywhere. */
    public static TensorData fill(FeatureMap input) {
        return TensorData.fill(input.shape(), input.type());
    }

    /**
     * Reads a file. An array holds stored elements if its type is the input's, and real numbers, which are quantised, if it
     * is FLOAT32 and the input's is not; its shape may differ as long as the number of elements is right.
     *
     * @param conversion how a picture becomes real numbers; if empty, black is the least and white the greatest number that a
     *     quantised input of 8 bits can store, elsewhere 0 and 1
     * @throws NetworkFormatException if it cannot be read or does not fit the input
     */
    public static TensorData read(FeatureMap input, Path file, Optional<PictureConversion> conversion) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return array(input, file);
        } else if (name.matches(".*\\.(pgm|ppm|pnm|png)")) {
            return conversion.orElseGet(() -> fullRange(input)).convert(file.toString(), PictureFile.read(file), input);
        }
        return RawFile.read(file, input.shape(), input.type());
    }

    /** The conversion that uses all stored numbers of an input of 8 bits: hardware flips a bit at most. */
    static PictureConversion fullRange(FeatureMap input) {
        boolean isByte = input.type() == ElementType.INT8 || input.type() == ElementType.UINT8;
        if (!isByte || !input.quantization().isQuantized()) {
            return PictureConversion.UNIT;
        }
        double scale = input.quantization().scales().get(0);
        long least = input.type() == ElementType.INT8 ? Byte.MIN_VALUE : 0;
        long blackSteps = least - input.quantization().zeroPoints().get(0);
        return new PictureConversion(
                Resampling.AREA,
                false,
                ImmutableDoubleArray.of((double) -blackSteps),
                ImmutableDoubleArray.of(1 / scale));
    }

    private static TensorData array(FeatureMap input, Path file) {
        TensorData array = NpyFile.read(file);
        boolean isReal = array.type() == ElementType.FLOAT32;
        if (array.shape().elements() != input.shape().elements() || (array.type() != input.type() && !isReal)) {
            throw new NetworkFormatException(
                    file.toString(),
                    "array",
                    array.type() + " of shape " + array.shape(),
                    input.type() + " or FLOAT32 of shape " + input.shape() + " for input " + input.name());
        }
        return array.type() == input.type() ? array.withShape(input.shape()) : quantized(input, array.numbers());
    }

    private static TensorData quantized(FeatureMap input, StoredNumbers reals) {
        checkArgument(reals.count() == input.shape().elements(), "%s elements", reals.count());
        boolean isQuantized = input.quantization().isQuantized();
        double scale = isQuantized ? input.quantization().scales().get(0) : 1;
        long zero = isQuantized ? input.quantization().zeroPoints().get(0) : 0;
        int bits = input.type().bits();
        boolean isUnsigned = input.type() == ElementType.UINT8 || input.type() == ElementType.BOOL;
        double least = isUnsigned ? 0 : -Math.scalb(1.0, bits - 1);
        double most = isUnsigned ? BRIGHTEST : Math.scalb(1.0, bits - 1) - 1;
        long[] stored = new long[reals.count()];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (long) Math.min(most, Math.max(least, Math.rint(reals.value(i) / scale) + zero));
        }
        return TensorData.ofIntegers(input.shape(), input.type(), stored);
    }
}
