package dev.shingle.testkit.runnable;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Scales and contents for one element type. A result gets about the range that its operands suggest, a third more or less,
 * and rarely one that is far off, so that saturation and left shifts come up too.
 */
final class Scales {

    private static final double WEIGHT_DEVIATION = 73.3;

    private final Random random;
    private final ElementType type;

    Scales(Random random, ElementType type) {
        this.random = random;
        this.type = type;
    }

    /** A range between 1 and 8, with any zero point. */
    Quantization anything() {
        return withRange(Math.exp(random.nextDouble() * Math.log(8)), Activation.NONE);
    }

    /** Values from -range to range, or from 0 if the activation leaves nothing below. */
    Quantization withRange(double range, Activation activation) {
        double off = random.nextInt(12) == 0 ? 0.05 : 0.6 + 0.8 * random.nextDouble();
        double top = activation == Activation.RELU6 ? 6 : activation == Activation.RELU_N1_TO_1 ? 1 : range * off;
        boolean isPositive = activation == Activation.RELU || activation == Activation.RELU6;
        return switch (type) {
            case INT8 -> eightBits(top, isPositive, -128);
            case UINT8 -> eightBits(top, isPositive, 0);
            case INT16 -> Quantization.perTensor((float) (top / 32767), 0);
            default -> Quantization.NONE;
        };
    }

    private Quantization eightBits(double top, boolean isPositive, int least) {
        if (isPositive && random.nextInt(3) > 0) {
            return Quantization.perTensor((float) (top / 255), least);
        }
        int middle = random.nextInt(5) == 0 ? random.nextInt(256) : 108 + random.nextInt(41);
        return Quantization.perTensor((float) (top / 128), least + middle);
    }

    /** A result with just this scale and, for 8 bits, this zero point of INT8. */
    Quantization exactly(double scaleOf8Bits, int zeroPointOfInt8, double scaleOf16Bits) {
        return switch (type) {
            case INT8 -> Quantization.perTensor(scaleOf8Bits, zeroPointOfInt8);
            case UINT8 -> Quantization.perTensor(scaleOf8Bits, zeroPointOfInt8 + 128);
            case INT16 -> Quantization.perTensor(scaleOf16Bits, 0);
            default -> Quantization.NONE;
        };
    }

    /** Half the width of what an operand can hold; 2 for real ones. */
    double range(Operand operand) {
        Quantization quantization = operand.quantization();
        if (!quantization.isQuantized()) {
            return 2;
        }
        double steps = operand.type() == ElementType.INT16 ? 32767 : 128;
        return quantization.scales().get(0) * steps;
    }

    ElementType weightType() {
        return type == ElementType.INT16 ? ElementType.INT8 : type;
    }

    /** Accumulators of 16-bit layers have 32 bits or more; converters choose the wider ones. */
    ElementType biasType() {
        return switch (type) {
            case FLOAT32 -> ElementType.FLOAT32;
            case INT16 -> random.nextInt(4) > 0 ? ElementType.INT64 : ElementType.INT32;
            default -> ElementType.INT32;
        };
    }

    /** Uniform weights of a spread that keeps the range, one scale per channel for signed types, or one for all. */
    Quantization weights(int channels, int axis, long fanIn, boolean perChannel) {
        if (type == ElementType.FLOAT32) {
            return Quantization.NONE;
        }
        double base = 1.5 / Math.sqrt((double) fanIn) / WEIGHT_DEVIATION;
        if (type == ElementType.UINT8) {
            return Quantization.perTensor((float) base, 96 + random.nextInt(64));
        }
        double[] all = new double[perChannel ? channels : 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) (base * (0.4 + random.nextDouble()));
        }
        return new Quantization(
                ImmutableDoubleArray.copyOf(all),
                ImmutableLongArray.copyOf(new long[all.length]),
                perChannel ? axis : 0);
    }

    Quantization bias(Quantization input, Quantization weights) {
        if (!input.isQuantized()) {
            return Quantization.NONE;
        }
        double[] all = weights.scales().stream()
                .map(scale -> (float) (scale * input.scales().get(0)))
                .toArray();
        return new Quantization(ImmutableDoubleArray.copyOf(all), ImmutableLongArray.copyOf(new long[all.length]), 0);
    }

    /** Weights use the whole range of their type but for the lowest number, which symmetric weights do not have. */
    byte[] weightBytes(long elements, long fanIn) {
        byte[] bytes = new byte[Math.toIntExact(elements * weightType().bits() / Byte.SIZE)];
        if (type == ElementType.FLOAT32) {
            return reals(bytes, 1.5 / Math.sqrt((double) fanIn));
        }
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length && type != ElementType.UINT8; i++) {
            bytes[i] = bytes[i] == Byte.MIN_VALUE ? 0 : bytes[i];
        }
        return bytes;
    }

    /** A tenth of the input's range, more or less. */
    byte[] biasBytes(int channels, ElementType biasType, FeatureMap input, Quantization bias) {
        ByteBuffer buffer =
                ByteBuffer.allocate(channels * biasType.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < channels; i++) {
            double value = range(input) * random.nextGaussian() / 10;
            if (type == ElementType.FLOAT32) {
                buffer.putFloat((float) value);
            } else {
                double scale = bias.scales().get(bias.isPerChannel() ? i : 0);
                long stored = (long) Math.max(-1e9, Math.min(1e9, value / scale));
                if (biasType == ElementType.INT64) {
                    buffer.putLong(stored);
                } else {
                    buffer.putInt((int) stored);
                }
            }
        }
        return buffer.array();
    }

    /** Stored numbers of any size. */
    byte[] anyBytes(long elements) {
        byte[] bytes = new byte[Math.toIntExact(elements * type.bits() / Byte.SIZE)];
        if (type == ElementType.FLOAT32) {
            return reals(bytes, 1);
        }
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] reals(byte[] bytes, double deviation) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.putFloat((float) (random.nextGaussian() * deviation));
        }
        return bytes;
    }
}
