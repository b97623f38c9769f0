package dev.shingle.networks.build;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Scales that make seeded networks behave like trained ones: results neither vanish nor saturate.
 *
 * <p>Seeded weights are numbers of standard deviation {@value #SEEDED_DEVIATION}. A weight scale of {@code sqrt(2 /
 * fan-in) / deviation} gives them the spread of He's initialisation, under which activations keep about unit variance
 * from layer to layer; 8 bits then cover eight standard deviations. Channels differ by up to 44 % so that mixing them
 * up is noticed.
 */
final class SeededQuantization {

    /** Of the sum of two uniform numbers of 6 bits. */
    static final double SEEDED_DEVIATION = 26.1;

    private static final int CHANNEL_PATTERN = 8;

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private SeededQuantization() {}

    /** A network input: an image of values from -1 to 1. */
    static Quantization image(ElementType type) {
        return perTensor(type, 0.0078125, 0);
    }

    /** A layer's result behind {@code activation}. */
    static Quantization result(ElementType type, Activation activation) {
        return switch (activation) {
            case NONE, SIGN_BIT -> perTensor(type, 0.0625, 0);
            case RELU -> perTensor(type, 0.03125, -128);
            case RELU6 -> perTensor(type, 0.0235294122248888, -128);
            case RELU_N1_TO_1, TANH -> perTensor(type, 0.0078125, 0);
        };
    }

    /** Probabilities. */
    static Quantization probability(ElementType type) {
        return perTensor(type, 0.00390625, -128);
    }

    /** One scale per output channel where the type is symmetric. */
    static Quantization weights(ElementType type, int channels, int axis, long fanIn) {
        if (!isQuantized(type)) {
            return Quantization.NONE;
        }
        double base = Math.sqrt(2.0 / fanIn) / SEEDED_DEVIATION;
        if (type == ElementType.UINT8) {
            return Quantization.perTensor(rounded(base), 128);
        }
        double[] pattern = new double[CHANNEL_PATTERN];
        Arrays.setAll(pattern, i -> rounded(base * (1 + i / (2.0 * CHANNEL_PATTERN))));
        double[] scales = new double[channels];
        Arrays.setAll(scales, channel -> pattern[channel % CHANNEL_PATTERN]);
        return new Quantization(ImmutableDoubleArray.copyOf(scales), zeros(channels), axis);
    }

    /** The scale of the products that a bias is added to. */
    static Quantization bias(Quantization input, Quantization weights) {
        if (!input.isQuantized() || !weights.isQuantized()) {
            return Quantization.NONE;
        }
        double inputScale = input.scales().get(0);
        ImmutableDoubleArray.Builder scales = ImmutableDoubleArray.builder();
        weights.scales().stream().forEach(scale -> scales.add(inputScale * scale));
        return new Quantization(scales.build(), zeros(weights.scales().length()), 0);
    }

    private static Quantization perTensor(ElementType type, double scale, int zeroPointOfInt8) {
        return switch (type) {
            case INT8 -> Quantization.perTensor(scale, zeroPointOfInt8);
            case UINT8 -> Quantization.perTensor(scale, zeroPointOfInt8 + 128);
            case INT16 -> Quantization.perTensor(scale / 256, 0);
            default -> Quantization.NONE;
        };
    }

    private static boolean isQuantized(ElementType type) {
        return type == ElementType.INT8 || type == ElementType.UINT8;
    }

    /** Short in a text file. */
    private static double rounded(double scale) {
        return new BigDecimal(scale).round(THREE_DIGITS).doubleValue();
    }

    private static ImmutableLongArray zeros(int count) {
        return ImmutableLongArray.copyOf(new long[count]);
    }
}
