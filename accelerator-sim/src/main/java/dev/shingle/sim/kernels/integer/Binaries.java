package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise.Kind;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.util.function.IntUnaryOperator;

/** Functions of two stored numbers: in the fixed-point arithmetic of TensorFlow Lite, or of plain integers. */
final class Binaries {

    /** Bits by which operands of a sum are refined, for elements of 8 and of 16 bits. */
    private static final int FINER_BITS = 20;

    private static final int FINER_BITS_OF_WIDE = 15;

    private Binaries() {}

    static Binary of(Layer layer, Operator.Elementwise elementwise, Rounding rounding) {
        if (!layer.ofm().quantization().isQuantized()) {
            return plain(layer, elementwise);
        }
        Bounds bounds = Bounds.of(layer.ofm(), elementwise.activation());
        return switch (elementwise.kind()) {
            case ADD -> sum(layer, bounds, rounding, 1);
            case SUBTRACT -> sum(layer, bounds, rounding, -1);
            case MULTIPLY -> product(layer, bounds, rounding);
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case SQUARED_DIFFERENCE -> squaredDifference(layer, bounds, rounding);
            case DIVIDE -> quotient(layer, bounds);
            case POWER -> throw new UnsupportedLayerException(layer.name(), "POWER of stored integers");
        };
    }

    private static Binary plain(Layer layer, Operator.Elementwise elementwise) {
        Bounds bounds = Bounds.of(layer.ofm(), elementwise.activation());
        IntUnaryOperator wrap = Wrapping.to(layer.ofm().type());
        Binary function = plain(layer, elementwise.kind());
        return (x, y) -> bounds.clamp(wrap.applyAsInt(function.apply(x, y)));
    }

    private static Binary plain(Layer layer, Kind kind) {
        return switch (kind) {
            case ADD -> Integer::sum;
            case SUBTRACT -> (x, y) -> x - y;
            case MULTIPLY -> (x, y) -> x * y;
            case DIVIDE -> (x, y) -> divided(layer, x, y);
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case SQUARED_DIFFERENCE -> (x, y) -> (x - y) * (x - y);
            case POWER -> (x, y) -> (int) Math.pow(x, y);
        };
    }

    private static int divided(Layer layer, int x, int y) {
        if (y == 0) {
            throw new UnsupportedLayerException(layer.name(), "an integer is divided by 0");
        }
        return x / y;
    }

    /** Both operands in units of half the greater scale, refined; their sum scaled to the result. */
    private static Binary sum(Layer layer, Bounds bounds, Rounding rounding, int sign) {
        Operand a = layer.operands().get(0);
        Operand b = layer.operands().get(1);
        double unit = 2 * Math.max(Scales.scale(a), Scales.scale(b));
        int bits = a.type().bits() == Short.SIZE ? FINER_BITS_OF_WIDE : FINER_BITS;
        FixedPoint factorA = FixedPoint.of(Scales.scale(a) / unit);
        FixedPoint factorB = FixedPoint.of(Scales.scale(b) / unit);
        FixedPoint factor = FixedPoint.of(unit / ((1 << bits) * Scales.scale(layer.ofm())));
        int zeroA = Scales.zeroPoint(a);
        int zeroB = Scales.zeroPoint(b);
        int zero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> {
            int left = rounding.scale((x - zeroA) << bits, factorA);
            int right = rounding.scale((y - zeroB) << bits, factorB);
            return bounds.clamp(rounding.scale(left + sign * right, factor) + zero);
        };
    }

    private static Binary product(Layer layer, Bounds bounds, Rounding rounding) {
        Operand a = layer.operands().get(0);
        Operand b = layer.operands().get(1);
        FixedPoint factor = FixedPoint.of((double) (Scales.scale(a) * Scales.scale(b) / Scales.scale(layer.ofm())));
        int zeroA = Scales.zeroPoint(a);
        int zeroB = Scales.zeroPoint(b);
        int zero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> bounds.clamp(rounding.scale((x - zeroA) * (y - zeroB), factor) + zero);
    }

    /** The refinement is 7 bits, so that the square fits. */
    private static Binary squaredDifference(Layer layer, Bounds bounds, Rounding rounding) {
        Operand a = layer.operands().get(0);
        Operand b = layer.operands().get(1);
        double unit = 2.0 * Math.max(Scales.scale(a), Scales.scale(b));
        int bits = a.type().bits() == Short.SIZE ? 0 : 7;
        FixedPoint factorA = FixedPoint.of(Scales.scale(a) / unit);
        FixedPoint factorB = FixedPoint.of(Scales.scale(b) / unit);
        FixedPoint factor = FixedPoint.of(unit * unit / ((1L << (2 * bits)) * (double) Scales.scale(layer.ofm())));
        int zeroA = Scales.zeroPoint(a);
        int zeroB = Scales.zeroPoint(b);
        int zero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> {
            int difference =
                    rounding.scale((x - zeroA) << bits, factorA) - rounding.scale((y - zeroB) << bits, factorB);
            return bounds.clamp(rounding.scale(difference * difference, factor) + zero);
        };
    }

    /** In double precision, rounded half away from zero. */
    private static Binary quotient(Layer layer, Bounds bounds) {
        Operand a = layer.operands().get(0);
        Operand b = layer.operands().get(1);
        double factor = (double) Scales.scale(a) / Scales.scale(b) / Scales.scale(layer.ofm());
        int zeroA = Scales.zeroPoint(a);
        int zeroB = Scales.zeroPoint(b);
        int zero = Scales.zeroPoint(layer.ofm());
        return (x, y) -> {
            if (y == zeroB) {
                throw new UnsupportedLayerException(layer.name(), "a stored number is divided by 0");
            }
            return bounds.clamp(Decimals.roundedAway((x - zeroA) * factor / (y - zeroB)) + zero);
        };
    }
}
