package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;

/** Scales and zero points of operands. Files hold scales in single precision; numbers that are not scaled have scale 1. */
final class Scales {

    private Scales() {}

    static float scale(Operand operand) {
        return scale(operand, 0);
    }

    /** Scale of a slice along the quantised axis; there may be one for all. */
    static float scale(Operand operand, int slice) {
        Quantization quantization = operand.quantization();
        if (!quantization.isQuantized()) {
            return 1;
        }
        return (float) quantization.scales().get(quantization.isPerChannel() ? slice : 0);
    }

    static int zeroPoint(Operand operand) {
        return zeroPoint(operand, 0);
    }

    static int zeroPoint(Operand operand, int slice) {
        Quantization quantization = operand.quantization();
        if (!quantization.isQuantized()) {
            return 0;
        }
        return Math.toIntExact(quantization.zeroPoints().get(quantization.isPerChannel() ? slice : 0));
    }

    static int least(ElementType type) {
        return switch (type) {
            case INT4 -> -8;
            case INT8 -> Byte.MIN_VALUE;
            case UINT8, BOOL -> 0;
            case INT16 -> Short.MIN_VALUE;
            default -> Integer.MIN_VALUE;
        };
    }

    static int greatest(ElementType type) {
        return switch (type) {
            case INT4 -> 7;
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> 255;
            case BOOL -> 1;
            case INT16 -> Short.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }
}
