package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.integer.InterpolatedTable.Precision;
import dev.shingle.sim.kernels.integer.InterpolatedTable.Side;
import dev.shingle.sim.kernels.real.RealFunctions;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.util.function.IntUnaryOperator;

/**
 * Functions of one stored number, as TensorFlow Lite computes them: in fixed point where it has such a kernel; else the real
 * function in single precision, whose value is divided by the result's scale and rounded half away from zero.
 */
public final class Functions {

    private Functions() {}

    /** The function of a layer whose operand and result are integers. */
    public static IntUnaryOperator of(Layer layer, Pointwise pointwise, Rounding rounding) {
        Operand operand = layer.operands().get(0);
        boolean isScaled = operand.quantization().isQuantized()
                && layer.ofm().quantization().isQuantized();
        return switch (pointwise.function()) {
            case COPY -> stored -> stored;
            case CAST -> Wrapping.to(layer.ofm().type());
            case RELU -> isScaled ? bounded(layer, Activation.RELU, rounding) : stored -> Math.max(0, stored);
            case RELU6 ->
                isScaled ? bounded(layer, Activation.RELU6, rounding) : stored -> Math.max(0, Math.min(6, stored));
            case RELU_N1_TO_1 ->
                isScaled
                        ? bounded(layer, Activation.RELU_N1_TO_1, rounding)
                        : stored -> Math.max(-1, Math.min(1, stored));
            case QUANTIZE, DEQUANTIZE -> rescaled(layer, Activation.NONE, inDoublePrecision(layer), rounding);
            case LOGISTIC -> isSigmoid(layer) ? SigmoidTable.logistic(Scales.scale(operand)) : real(layer, pointwise);
            case TANH -> isSigmoid(layer) ? SigmoidTable.tanh(Scales.scale(operand)) : real(layer, pointwise);
            case LEAKY_RELU -> leaky(layer, (float) pointwise.parameter(), rounding);
            case HARD_SWISH -> isScaled ? HardSwish.of(layer) : real(layer, pointwise);
            case ABSOLUTE -> isScaled ? absolute(layer, rounding) : Math::abs;
            case NEGATE -> isScaled ? real(layer, pointwise) : stored -> -stored;
            case SQUARE -> isScaled ? real(layer, pointwise) : stored -> stored * stored;
            case RECIPROCAL_SQUARE_ROOT ->
                isScaled && !isWide(layer) ? InverseRoot.of(layer, rounding) : real(layer, pointwise);
            case PRELU -> throw new IllegalArgumentException("PRELU has two operands");
            default -> real(layer, pointwise);
        };
    }

    private static boolean isWide(Layer layer) {
        return layer.operands().get(0).type() == ElementType.INT16;
    }

    /** The runtime has a kernel for these scales and zero points only. */
    private static boolean isSigmoid(Layer layer) {
        return isWide(layer)
                && layer.operands().get(0).quantization().isQuantized()
                && Scales.zeroPoint(layer.operands().get(0)) == 0
                && Scales.scale(layer.ofm()) == SigmoidTable.RESULT_SCALE
                && Scales.zeroPoint(layer.ofm()) == 0;
    }

    /** The same number on the result's scale, within the activation's bounds. */
    private static IntUnaryOperator bounded(Layer layer, Activation activation, Rounding rounding) {
        return rescaled(layer, activation, inSinglePrecision(layer), rounding);
    }

    private static FixedPoint inSinglePrecision(Layer layer) {
        return FixedPoint.of((double) (Scales.scale(layer.operands().get(0)) / Scales.scale(layer.ofm())));
    }

    private static FixedPoint inDoublePrecision(Layer layer) {
        return FixedPoint.of((double) Scales.scale(layer.operands().get(0)) / Scales.scale(layer.ofm()));
    }

    private static IntUnaryOperator rescaled(Layer layer, Activation activation, FixedPoint factor, Rounding rounding) {
        Bounds bounds = Bounds.of(layer.ofm(), activation);
        int zero = Scales.zeroPoint(layer.operands().get(0));
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> bounds.clamp(rounding.scale(stored - zero, factor) + resultZero);
    }

    private static IntUnaryOperator absolute(Layer layer, Rounding rounding) {
        IntUnaryOperator same = bounded(layer, Activation.NONE, rounding);
        int zero = Scales.zeroPoint(layer.operands().get(0));
        return stored -> same.applyAsInt(zero + Math.abs(stored - zero));
    }

    private static IntUnaryOperator leaky(Layer layer, float slope, Rounding rounding) {
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        float scale = Scales.scale(layer.operands().get(0));
        FixedPoint above = FixedPoint.of((double) (scale / Scales.scale(layer.ofm())));
        double below = scale * slope / Scales.scale(layer.ofm());
        FixedPoint magnitude = FixedPoint.of(Math.abs(below));
        int sign = below < 0 ? -1 : 1;
        int zero = Scales.zeroPoint(layer.operands().get(0));
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> {
            int centred = stored - zero;
            int scaled = centred >= 0 ? rounding.scale(centred, above) : sign * rounding.scale(centred, magnitude);
            return bounds.clamp(scaled + resultZero);
        };
    }

    private static IntUnaryOperator real(Layer layer, Pointwise pointwise) {
        Operand operand = layer.operands().get(0);
        if (!layer.ofm().quantization().isQuantized()) {
            throw new UnsupportedLayerException(
                    layer.name(), pointwise.function() + " of " + operand.type() + " without a scale");
        }
        return isWide(layer) && pointwise.function() != Function.NEGATE && pointwise.function() != Function.SQUARE
                ? interpolated(layer, pointwise)
                : tabulated(layer, pointwise);
    }

    private static IntUnaryOperator interpolated(Layer layer, Pointwise pointwise) {
        RealFunctions.Function function = within(layer.ofm(), pointwise);
        return InterpolatedTable.of(
                side(layer.operands().get(0)), side(layer.ofm()), Precision.SINGLE, x -> function.apply((float) x));
    }

    private static Side side(Operand operand) {
        return new Side(Scales.scale(operand), Scales.zeroPoint(operand));
    }

    private static IntUnaryOperator tabulated(Layer layer, Pointwise pointwise) {
        RealFunctions.Function function = within(layer.ofm(), pointwise);
        Operand operand = layer.operands().get(0);
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        float scale = Scales.scale(operand);
        int zero = Scales.zeroPoint(operand);
        float inverse = 1 / Scales.scale(layer.ofm());
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> {
            float value = function.apply(scale * (stored - zero));
            return bounds.clamp((long) Decimals.roundedAway(value * inverse) + resultZero);
        };
    }

    /** Where a function has no value, the least of the result or the greatest. */
    private static RealFunctions.Function within(Operand result, Pointwise pointwise) {
        RealFunctions.Function function = RealFunctions.of(pointwise);
        float least = (Scales.least(result.type()) - Scales.zeroPoint(result)) * Scales.scale(result);
        float greatest = Scales.greatest(result.type()) * Scales.scale(result);
        return switch (pointwise.function()) {
            case LOGARITHM -> x -> x <= 0 ? least : function.apply(x);
            case RECIPROCAL_SQUARE_ROOT -> x -> x <= 0 ? greatest : function.apply(x);
            default -> function;
        };
    }
}
