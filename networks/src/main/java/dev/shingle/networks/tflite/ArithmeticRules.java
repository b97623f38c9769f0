package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Shape;
import java.util.TreeSet;

/** Operators that compute element by element, over the innermost axis, or over whole axes. */
final class ArithmeticRules {

    private static final int FULLY_CONNECTED_OPTIONS = 8;
    private static final int SOFTMAX_OPTIONS = 9;
    private static final int ADD_OPTIONS = 11;
    private static final int NORMALIZATION_OPTIONS = 13;
    private static final int MULTIPLY_OPTIONS = 21;
    private static final int REDUCE_OPTIONS = 27;
    private static final int SUBTRACT_OPTIONS = 28;
    private static final int DIVIDE_OPTIONS = 29;
    private static final int LEAKY_RELU_OPTIONS = 75;

    private ArithmeticRules() {}

    static ImmutableMap<String, OperatorRule> all() {
        return ImmutableMap.<String, OperatorRule>builder()
                .putAll(elementwise())
                .putAll(pointwise())
                .putAll(reductions())
                .put("FULLY_CONNECTED", ArithmeticRules::fullyConnected)
                .put("SOFTMAX", ArithmeticRules::softmax)
                .put("LOCAL_RESPONSE_NORMALIZATION", ArithmeticRules::normalization)
                .buildOrThrow();
    }

    private static ImmutableMap<String, OperatorRule> elementwise() {
        return ImmutableMap.of(
                "ADD", view -> activated(view, Elementwise.Kind.ADD, ADD_OPTIONS),
                "SUB", view -> activated(view, Elementwise.Kind.SUBTRACT, SUBTRACT_OPTIONS),
                "MUL", view -> activated(view, Elementwise.Kind.MULTIPLY, MULTIPLY_OPTIONS),
                "DIV", view -> activated(view, Elementwise.Kind.DIVIDE, DIVIDE_OPTIONS),
                "MAXIMUM", view -> plain(view, Elementwise.Kind.MAXIMUM),
                "MINIMUM", view -> plain(view, Elementwise.Kind.MINIMUM),
                "SQUARED_DIFFERENCE", view -> plain(view, Elementwise.Kind.SQUARED_DIFFERENCE),
                "POW", view -> plain(view, Elementwise.Kind.POWER));
    }

    private static Translation activated(OperatorView view, Elementwise.Kind kind, int optionsType) {
        return binary(view, kind, view.activation(view.options(optionsType), 0));
    }

    private static Translation plain(OperatorView view, Elementwise.Kind kind) {
        return binary(view, kind, Activation.NONE);
    }

    private static Translation binary(OperatorView view, Elementwise.Kind kind, Activation activation) {
        return Translation.of(new Elementwise(kind, activation), ImmutableList.of(view.operand(0), view.operand(1)));
    }

    private static ImmutableMap<String, OperatorRule> pointwise() {
        ImmutableMap.Builder<String, OperatorRule> rules = ImmutableMap.builder();
        ImmutableMap.<String, Function>builder()
                .put("QUANTIZE", Function.QUANTIZE)
                .put("DEQUANTIZE", Function.DEQUANTIZE)
                .put("CAST", Function.CAST)
                .put("RELU", Function.RELU)
                .put("RELU6", Function.RELU6)
                .put("RELU_N1_TO_1", Function.RELU_N1_TO_1)
                .put("ELU", Function.ELU)
                .put("LOGISTIC", Function.LOGISTIC)
                .put("TANH", Function.TANH)
                .put("HARD_SWISH", Function.HARD_SWISH)
                .put("ABS", Function.ABSOLUTE)
                .put("NEG", Function.NEGATE)
                .put("EXP", Function.EXPONENTIAL)
                .put("LOG", Function.LOGARITHM)
                .put("SQRT", Function.SQUARE_ROOT)
                .put("RSQRT", Function.RECIPROCAL_SQUARE_ROOT)
                .put("SQUARE", Function.SQUARE)
                .put("FLOOR", Function.FLOOR)
                .put("CEIL", Function.CEILING)
                .put("ROUND", Function.ROUND)
                .buildOrThrow()
                .forEach((name, function) ->
                        rules.put(name, view -> Translation.of(Operator.Pointwise.of(function), view.operand(0))));
        rules.put("LEAKY_RELU", ArithmeticRules::leakyRelu);
        rules.put(
                "PRELU",
                view -> Translation.of(
                        Operator.Pointwise.of(Function.PRELU), ImmutableList.of(view.operand(0), view.operand(1))));
        return rules.buildOrThrow();
    }

    private static Translation leakyRelu(OperatorView view) {
        float slope = finite(view, view.options(LEAKY_RELU_OPTIONS).float32(0, 0), "slope");
        return Translation.of(new Operator.Pointwise(Function.LEAKY_RELU, slope), view.operand(0));
    }

    private static Translation softmax(OperatorView view) {
        float beta = finite(view, view.options(SOFTMAX_OPTIONS).float32(0, 0), "beta");
        return Translation.of(new Operator.Softmax(beta), view.operand(0));
    }

    /** The format counts neighbours on one side, and does not divide by their number. */
    private static Translation normalization(OperatorView view) {
        FlatTable options = view.options(NORMALIZATION_OPTIONS);
        int radius = options.int32(0, 0);
        if (radius < 0) {
            throw view.failure("radius " + radius, "at least 0 channels");
        }
        int size = Math.addExact(Math.multiplyExact(2, radius), 1);
        double alpha = (double) size * finite(view, options.float32(2, 0), "alpha");
        float beta = finite(view, options.float32(3, 0), "beta");
        float bias = finite(view, options.float32(1, 0), "bias");
        return Translation.of(new Operator.LocalResponseNormalization(size, alpha, beta, bias), view.operand(0));
    }

    private static float finite(OperatorView view, float value, String what) {
        if (!Float.isFinite(value)) {
            throw view.failure(what + " " + value, "a finite number");
        }
        return value;
    }

    private static ImmutableMap<String, OperatorRule> reductions() {
        return ImmutableMap.of(
                "MEAN", view -> reduce(view, Reduce.Kind.MEAN),
                "SUM", view -> reduce(view, Reduce.Kind.SUM),
                "REDUCE_MAX", view -> reduce(view, Reduce.Kind.MAXIMUM),
                "REDUCE_MIN", view -> reduce(view, Reduce.Kind.MINIMUM),
                "REDUCE_PROD", view -> reduce(view, Reduce.Kind.PRODUCT),
                "ARG_MAX", view -> argument(view, Reduce.Kind.ARG_MAXIMUM),
                "ARG_MIN", view -> argument(view, Reduce.Kind.ARG_MINIMUM));
    }

    /** The file may name an axis twice, and in any order. */
    private static Translation reduce(OperatorView view, Reduce.Kind kind) {
        boolean keepDimensions = view.options(REDUCE_OPTIONS).flag(0);
        TreeSet<Integer> axes = new TreeSet<>();
        int rank = view.shape(0).rank();
        for (int axis : view.integers(1)) {
            axes.add(view.axis(axis, rank));
        }
        Reduce operator = new Reduce(kind, ImmutableIntArray.copyOf(axes), keepDimensions);
        return Translation.of(operator, view.operand(0));
    }

    private static Translation argument(OperatorView view, Reduce.Kind kind) {
        int axis = view.axis(view.integer(1), view.shape(0).rank());
        return Translation.of(new Reduce(kind, ImmutableIntArray.of(axis), false), view.operand(0));
    }

    /** Leading dimensions of the input are kept only if the options say so; otherwise they are joined. */
    private static Translation fullyConnected(OperatorView view) {
        FlatTable options = view.options(FULLY_CONNECTED_OPTIONS);
        if (options.int8(1, 0) != 0) {
            throw view.failure("weights in a shuffled order", "plain rows of weights");
        }
        Operator operator = new Operator.FullyConnected(view.activation(options, 0), options.flag(3));
        ImmutableList<Operand> operands = view.operands(0, 3);
        Translation joined = Translation.of(operator, operands);
        Shape input = view.shape(0);
        boolean keepDimensions =
                options.flag(2) && input.channels() == view.shape(1).channels();
        if (!keepDimensions || input.rank() == 0) {
            return joined;
        }
        int[] dimensions = input.dimensions().toArray();
        dimensions[dimensions.length - 1] = view.shape(1).dimension(0);
        return Translation.to(ImmutableList.of(Shape.of(dimensions)), operator, operands);
    }
}
