package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;

/** Functions of two stored numbers, in the fixed-point arithmetic of TensorFlow Lite. */
final class Binaries {

    private Binaries() {}

    static Binary of(Layer layer, Operator.Elementwise elementwise, Rounding rounding) {
        Bounds bounds = Bounds.of(layer.ofm(), elementwise.activation());
        return switch (elementwise.kind()) {
            case ADD -> sum(layer, bounds, rounding, 1);
            case SUBTRACT -> sum(layer, bounds, rounding, -1);
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            default -> throw new UnsupportedLayerException(layer.name(), elementwise.kind() + " of stored integers");
        };
    }

    /** Both operands in units of half the greater scale, with 20 bits more; their sum scaled to the result. */
    private static Binary sum(Layer layer, Bounds bounds, Rounding rounding, int sign) {
        Operand a = layer.operands().get(0);
        Operand b = layer.operands().get(1);
        double unit = 2 * Math.max((double) Scales.scale(a), Scales.scale(b));
        int bits = a.type().bits() == 16 ? 15 : 20;
        FixedPoint factorA = FixedPoint.of(Scales.scale(a) / unit);
        FixedPoint factorB = FixedPoint.of(Scales.scale(b) / unit);
        FixedPoint factor = FixedPoint.of(unit / ((1 << bits) * (double) Scales.scale(layer.ofm())));
        int zeroA = Scales.zeroPoint(a);
        int zeroB = Scales.zeroPoint(b);
        int zero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> {
            int left = rounding.scale((x - zeroA) << bits, factorA);
            int right = rounding.scale((y - zeroB) << bits, factorB);
            return bounds.clamp(rounding.scale(left + sign * right, factor) + zero);
        };
    }
}
