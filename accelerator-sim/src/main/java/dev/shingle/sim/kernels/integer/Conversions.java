package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import java.util.function.IntUnaryOperator;

/** Stored numbers of one scale as those of another. */
public final class Conversions {

    private Conversions() {}

    /**
     * What a concatenation does to an operand on another scale than the result, in single precision: the exact product is
     * rounded half away from zero. Numbers of 16 bits are copied, whatever their scales.
     */
    public static IntUnaryOperator ofPart(Layer layer, Operand part, Activation activation) {
        Bounds bounds = Bounds.of(layer.ofm(), activation);
        if (part.quantization().equals(layer.ofm().quantization())
                || !part.quantization().isQuantized()
                || !layer.ofm().quantization().isQuantized()
                || part.type() == ElementType.INT16) {
            return (int stored) -> bounds.clamp(stored);
        }
        float scale = Scales.scale(part) * (1f / Scales.scale(layer.ofm()));
        float bias = -Scales.zeroPoint(part) * scale;
        int zeroPoint = Scales.zeroPoint(layer.ofm());
        return stored -> bounds.clamp(Decimals.roundedAway(stored * scale + bias) + zeroPoint);
    }
}
