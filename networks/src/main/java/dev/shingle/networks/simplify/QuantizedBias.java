package dev.shingle.networks.simplify;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A bias of floats as the whole numbers that quantised layers add: in products of the scales of data and weights. */
final class QuantizedBias {

    private QuantizedBias() {}

    static Quantization quantization(Quantization data, Quantization weights) {
        double scale = data.isQuantized() ? data.scales().get(0) : 1;
        double[] scales = weights.scales().stream().map(each -> each * scale).toArray();
        return new Quantization(
                ImmutableDoubleArray.copyOf(scales), ImmutableLongArray.copyOf(new long[scales.length]), 0);
    }

    /** Rounded to the nearest; empty if a number is too large, or the scales are not one for each. */
    static Optional<Constant> of(Constant bias, Quantization quantization) {
        int scales = quantization.scales().length();
        if (scales == 0 || (scales > 1 && scales != bias.shape().elements())) {
            return Optional.empty();
        }
        Optional<StoredNumbers> numbers = StoredNumbers.of(bias);
        if (numbers.isEmpty()) {
            return Optional.of(constant(bias, quantization, new Constant.Absent()));
        }
        int count = numbers.get().count();
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double steps =
                    Math.rint(numbers.get().value(i) / quantization.scales().get(scales == 1 ? 0 : i));
            if (!(Math.abs(steps) <= Integer.MAX_VALUE)) {
                return Optional.empty();
            }
            bytes.putInt((int) steps);
        }
        return Optional.of(constant(bias, quantization, new Constant.Present(bytes.flip())));
    }

    private static Constant constant(Constant bias, Quantization quantization, Constant.Contents contents) {
        return new Constant(bias.name() + "/quantized", bias.shape(), ElementType.INT32, quantization, contents);
    }
}
