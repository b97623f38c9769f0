package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Operator;

/** Functions of one real number. */
public final class RealFunctions {

    /** A function of one number. */
    @FunctionalInterface
    public interface Function {

        float apply(float x);
    }

    private RealFunctions() {}

    /** The function of an operator; conversions leave a real number as it is. */
    public static Function of(Operator.Pointwise pointwise) {
        float slope = (float) pointwise.parameter();
        return switch (pointwise.function()) {
            case COPY, QUANTIZE, DEQUANTIZE, CAST -> x -> x;
            case RELU -> x -> Math.max(0, x);
            case RELU6 -> x -> Math.max(0, Math.min(6, x));
            case RELU_N1_TO_1 -> x -> Math.max(-1, Math.min(1, x));
            case LEAKY_RELU -> x -> x > 0 ? x : x * slope;
            case PRELU -> throw new IllegalArgumentException("PRELU has two operands");
            case ELU -> x -> x < 0 ? (float) Math.expm1(x) : x;
            case LOGISTIC -> x -> 1 / (1 + (float) Math.exp(-x));
            case TANH -> x -> (float) Math.tanh(x);
            case HARD_SWISH -> x -> x * Math.max(0, Math.min(6, x + 3)) / 6;
            case ABSOLUTE -> Math::abs;
            case NEGATE -> x -> -x;
            case EXPONENTIAL -> x -> (float) Math.exp(x);
            case LOGARITHM -> x -> (float) Math.log(x);
            case SQUARE_ROOT -> x -> (float) Math.sqrt(x);
            case RECIPROCAL_SQUARE_ROOT -> x -> (float) (1 / Math.sqrt(x));
            case SQUARE -> x -> x * x;
            case FLOOR -> x -> (float) Math.floor(x);
            case CEILING -> x -> (float) Math.ceil(x);
            case ROUND -> x -> (float) Math.rint(x);
        };
    }
}
