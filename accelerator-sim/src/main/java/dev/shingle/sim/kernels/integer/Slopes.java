package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;

/** PRELU of stored numbers: the second operand is the slope below zero. */
final class Slopes {

    private Slopes() {}

    static Binary of(Layer layer, Rounding rounding) {
        Operand input = layer.operands().get(0);
        Operand slope = layer.operands().get(1);
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        FixedPoint above = FixedPoint.of((double) (Scales.scale(input) / Scales.scale(layer.ofm())));
        FixedPoint below =
                FixedPoint.of((double) (Scales.scale(input) * Scales.scale(slope) / Scales.scale(layer.ofm())));
        int zero = Scales.zeroPoint(input);
        int slopeZero = Scales.zeroPoint(slope);
        int resultZero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> {
            int centred = x - zero;
            int scaled =
                    centred >= 0 ? rounding.scale(centred, above) : rounding.scale(centred * (y - slopeZero), below);
            return bounds.clamp(scaled + resultZero);
        };
    }
}
