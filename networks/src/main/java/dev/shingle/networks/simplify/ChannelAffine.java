package dev.shingle.networks.simplify;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code x * factor + summand} with a pair of constants for each channel; each of the two may be missing, or be one number
 * for all channels.
 */
record ChannelAffine(Optional<Constant> factors, Optional<Constant> summands, Sign sign, int channels) {

    /** Whether the summand is added or taken away. */
    enum Sign {
        AS_IT_IS,
        NEGATED
    }

    /** Empty if the constants are not floats, or not one for each channel. */
    static Optional<ChannelAffine> of(Optional<Constant> factors, Optional<Constant> summands, Sign sign, Shape shape) {
        boolean isKnown = shape.rank() >= 1
                && factors.filter(constant -> !isPerChannel(constant, shape)).isEmpty()
                && summands.filter(constant -> !isPerChannel(constant, shape)).isEmpty();
        return isKnown ? Optional.of(new ChannelAffine(factors, summands, sign, shape.channels())) : Optional.empty();
    }

    static boolean isFloat(Constant constant) {
        return constant.type() == ElementType.FLOAT32
                && !constant.quantization().isQuantized();
    }

    /** One element, or as many as there are channels, all in the innermost dimension. */
    private static boolean isPerChannel(Constant constant, Shape shape) {
        long elements = constant.shape().elements();
        return isFloat(constant)
                && (elements == 1
                        || (elements == shape.channels() && constant.shape().channels() == shape.channels()));
    }

    /** Weights have their output channels outermost, those of depthwise convolutions innermost. */
    Constant scaled(String name, Constant weights, boolean isChannelInnermost) {
        Optional<StoredNumbers> factor = factors.flatMap(StoredNumbers::of);
        Optional<StoredNumbers> numbers = StoredNumbers.of(weights);
        if (factor.isEmpty() || numbers.isEmpty()) {
            return constant(name, weights.shape(), new Constant.Absent());
        }
        int count = numbers.get().count();
        int each = isChannelInnermost ? 1 : count / channels;
        ByteBuffer from = numbers.get().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] byChannel = byChannel(factor.get());
        for (int i = 0; i < count; i++) {
            bytes.putFloat(from.getFloat(i * Float.BYTES) * byChannel[i / each % channels]);
        }
        return constant(name, weights.shape(), new Constant.Present(bytes.flip()));
    }

    Constant bias(String name, Optional<Constant> bias) {
        Shape shape = Shape.of(channels);
        boolean isPresent = isPresent(factors) && isPresent(summands) && isPresent(bias);
        if (!isPresent) {
            return constant(name, shape, new Constant.Absent());
        }
        float[] factor = values(factors, 1);
        float[] summand = values(summands, 0);
        float[] before = values(bias, 0);
        ByteBuffer bytes = ByteBuffer.allocate(channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < channels; i++) {
            float added = sign == Sign.NEGATED ? -summand[i] : summand[i];
            bytes.putFloat(before[i] * factor[i] + added);
        }
        return constant(name, shape, new Constant.Present(bytes.flip()));
    }

    private static boolean isPresent(Optional<Constant> constant) {
        return constant.isEmpty() || StoredNumbers.of(constant.get()).isPresent();
    }

    private float[] values(Optional<Constant> constant, float otherwise) {
        Optional<StoredNumbers> numbers = constant.flatMap(StoredNumbers::of);
        if (numbers.isPresent()) {
            return byChannel(numbers.get());
        }
        float[] values = new float[channels];
        Arrays.fill(values, otherwise);
        return values;
    }

    private float[] byChannel(StoredNumbers numbers) {
        float[] values = new float[channels];
        for (int i = 0; i < channels; i++) {
            values[i] = (float) numbers.value(numbers.count() == 1 ? 0 : i);
        }
        return values;
    }

    private static Constant constant(String name, Shape shape, Constant.Contents contents) {
        return new Constant(name, shape, ElementType.FLOAT32, Quantization.NONE, contents);
    }
}
