package dev.shingle.networks.quantize;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;

/** Constants that are neither weights nor biases: operands of elementwise layers, slopes, parts of concatenations. */
final class StoredConstant {

    private StoredConstant() {}

    /** With the scale that its own range asks for. */
    static Constant of(Constant constant) {
        StoredNumbers numbers = numbers(constant);
        double least = 0;
        double greatest = 0;
        for (int i = 0; i < numbers.count(); i++) {
            least = Math.min(least, numbers.value(i));
            greatest = Math.max(greatest, numbers.value(i));
        }
        return of(constant, AffineScheme.covering(least, greatest));
    }

    /** With a given scale; what is out of its reach is clamped. */
    static Constant of(Constant constant, Quantization quantization) {
        StoredNumbers numbers = numbers(constant);
        byte[] stored = new byte[numbers.count()];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = AffineScheme.stored(numbers.value(i), quantization);
        }
        return new Constant(
                constant.name(),
                constant.shape(),
                ElementType.INT8,
                quantization,
                new Constant.Present(ByteBuffer.wrap(stored)));
    }

    private static StoredNumbers numbers(Constant constant) {
        return StoredNumbers.of(constant)
                .orElseThrow(
                        () -> new IllegalArgumentException(constant.name() + " has not the contents of its shape"));
    }
}
