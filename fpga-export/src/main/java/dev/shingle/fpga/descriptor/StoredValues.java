package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;

/** Scales, zero points and ranges of int8 tensors; scales in single precision, as files hold them. */
final class StoredValues {

    private StoredValues() {}

    static void requireInt8(FeatureMap map) {
        require(map.type() == ElementType.INT8, "%s is of type %s; only int8 can be run", map.name(), map.type());
        require(
                map.quantization().isQuantized() && !map.quantization().isPerChannel(),
                "%s has no single scale",
                map.name());
    }

    static float scale(Operand operand, int channel) {
        Quantization quantization = operand.quantization();
        return (float) quantization.scales().get(quantization.isPerChannel() ? channel : 0);
    }

    static int zeroPoint(FeatureMap map) {
        return Math.toIntExact(map.quantization().zeroPoints().get(0));
    }

    static boolean isSameScale(FeatureMap a, FeatureMap b) {
        return scale(a, 0) == scale(b, 0) && zeroPoint(a) == zeroPoint(b);
    }

    static int least(FeatureMap map, Activation activation) {
        return switch (activation) {
            case NONE -> Byte.MIN_VALUE;
            case RELU, RELU6 -> Math.max(Byte.MIN_VALUE, stored(map, 0));
            case RELU_N1_TO_1 -> Math.max(Byte.MIN_VALUE, stored(map, -1));
            case TANH, SIGN_BIT -> throw new UnsupportedException("activation " + activation);
        };
    }

    static int greatest(FeatureMap map, Activation activation) {
        return switch (activation) {
            case NONE, RELU -> Byte.MAX_VALUE;
            case RELU6 -> Math.min(Byte.MAX_VALUE, stored(map, 6));
            case RELU_N1_TO_1 -> Math.min(Byte.MAX_VALUE, stored(map, 1));
            case TANH, SIGN_BIT -> throw new UnsupportedException("activation " + activation);
        };
    }

    static StoredNumbers numbers(Constant constant) {
        return StoredNumbers.of(constant)
                .orElseThrow(() -> new UnsupportedException("the file does not carry " + constant.name()));
    }

    /** The number that stands for a real one, half away from zero, in single precision. */
    private static int stored(FeatureMap map, float real) {
        double quotient = real / scale(map, 0);
        double magnitude = Math.floor(Math.abs(quotient) + 0.5);
        return zeroPoint(map) + (int) (quotient < 0 ? -magnitude : magnitude);
    }
}
