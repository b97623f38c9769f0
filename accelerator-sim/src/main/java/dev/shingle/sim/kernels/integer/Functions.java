package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.sim.arithmetic.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
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
            case RELU -> isScaled ? rectified(layer, Activation.RELU, rounding) : stored -> Math.max(0, stored);
            case RELU6 ->
                isScaled ? rectified(layer, Activation.RELU6, rounding) : stored -> Math.max(0, Math.min(6, stored));
            case RELU_N1_TO_1 ->
                isScaled
                        ? rectified(layer, Activation.RELU_N1_TO_1, rounding)
                        : stored -> Math.max(-1, Math.min(1, stored));
            case QUANTIZE, DEQUANTIZE -> rescaled(layer, rounding);
            case LEAKY_RELU -> leaky(layer, (float) pointwise.parameter(), rounding);
            case HARD_SWISH -> isScaled ? HardSwish.of(layer) : real(layer, pointwise);
            case ABSOLUTE -> isScaled ? real(layer, pointwise) : Math::abs;
            case NEGATE -> isScaled ? real(layer, pointwise) : stored -> -stored;
            case SQUARE -> isScaled ? real(layer, pointwise) : stored -> stored * stored;
            case PRELU -> throw new IllegalArgumentException("PRELU has two operands");
            default -> real(layer, pointwise);
        };
    }

    private static IntUnaryOperator rescaled(Layer layer, Rounding rounding) {
        double ratio = (double) Scales.scale(layer.operands().get(0)) / Scales.scale(layer.ofm());
        return bounded(layer, ratio, Activation.NONE, rounding);
    }

    /** The runtime divides the scales in single precision here. */
    private static IntUnaryOperator rectified(Layer layer, Activation activation, Rounding rounding) {
        float ratio = Scales.scale(layer.operands().get(0)) / Scales.scale(layer.ofm());
        return bounded(layer, ratio, activation, rounding);
    }

    /** The same number on the result's scale, within the activation's bounds. */
    private static IntUnaryOperator bounded(Layer layer, double ratio, Activation activation, Rounding rounding) {
        Bounds bounds = Bounds.of(layer.ofm(), activation);
        FixedPoint factor = FixedPoint.of(ratio);
        int zero = Scales.zeroPoint(layer.operands().get(0));
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> bounds.clamp(rounding.scale(stored - zero, factor) + resultZero);
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
        RealFunctions.Function function = RealFunctions.of(pointwise);
        Bounds bounds = Bounds.of(layer.ofm(), Activation.NONE);
        float scale = Scales.scale(operand);
        int zero = Scales.zeroPoint(operand);
        float inverse = 1 / Scales.scale(layer.ofm());
        int resultZero = Scales.zeroPoint(layer.ofm());
        return stored -> {
            float value = function.apply(scale * (stored - zero));
            return bounds.clamp(Decimals.roundedAway(value * inverse) + resultZero);
        };
    }
}
