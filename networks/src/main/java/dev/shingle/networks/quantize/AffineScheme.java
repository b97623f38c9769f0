package dev.shingle.networks.quantize;

import dev.shingle.networks.Quantization;

/**
 * TensorFlow Lite's int8 scheme for activations: {@code real = scale * (stored - zero point)}, stored from -128 to 127, zero
 * stored exactly. Scales are single-precision numbers, as files hold them.
 */
final class AffineScheme {

    /** What LOGISTIC and SOFTMAX write: 0 to 255/256. */
    static final Quantization PROBABILITY = Quantization.perTensor(1.0 / 256, Byte.MIN_VALUE);

    /** What TANH writes: -1 to 127/128. */
    static final Quantization SIGNED_UNIT = Quantization.perTensor(1.0 / 128, 0);

    private static final int STEPS = 255;

    private AffineScheme() {}

    /** The finest scale that reaches from the least to the greatest number, zero included. */
    static Quantization covering(double least, double greatest) {
        double low = Math.min(least, 0);
        double high = Math.max(greatest, 0);
        double scale = (float) ((high - low) / STEPS);
        if (!(scale > Float.MIN_NORMAL)) {
            return PROBABILITY;
        }
        long zero = Math.round(Byte.MIN_VALUE - low / scale);
        return Quantization.perTensor(scale, Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, zero)));
    }

    static double scale(Quantization quantization) {
        return quantization.scales().get(0);
    }

    static byte stored(double real, Quantization quantization) {
        double steps = Math.rint(real / scale(quantization))
                + quantization.zeroPoints().get(0);
        return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, steps));
    }
}
