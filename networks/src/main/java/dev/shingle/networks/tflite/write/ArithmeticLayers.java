package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FusedActivation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Reduce;

/** Operators that compute element by element, over the innermost axis, or over whole axes. */
final class ArithmeticLayers {

    private static final ImmutableMap<Pointwise.Function, Builtin> FUNCTIONS =
            ImmutableMap.<Pointwise.Function, Builtin>builder()
                    .put(Pointwise.Function.QUANTIZE, Builtin.QUANTIZE)
                    .put(Pointwise.Function.DEQUANTIZE, Builtin.DEQUANTIZE)
                    .put(Pointwise.Function.RELU, Builtin.RELU)
                    .put(Pointwise.Function.RELU6, Builtin.RELU6)
                    .put(Pointwise.Function.RELU_N1_TO_1, Builtin.RELU_N1_TO_1)
                    .put(Pointwise.Function.PRELU, Builtin.PRELU)
                    .put(Pointwise.Function.ELU, Builtin.ELU)
                    .put(Pointwise.Function.LOGISTIC, Builtin.LOGISTIC)
                    .put(Pointwise.Function.TANH, Builtin.TANH)
                    .put(Pointwise.Function.HARD_SWISH, Builtin.HARD_SWISH)
                    .put(Pointwise.Function.ABSOLUTE, Builtin.ABS)
                    .put(Pointwise.Function.NEGATE, Builtin.NEG)
                    .put(Pointwise.Function.EXPONENTIAL, Builtin.EXP)
                    .put(Pointwise.Function.LOGARITHM, Builtin.LOG)
                    .put(Pointwise.Function.SQUARE_ROOT, Builtin.SQRT)
                    .put(Pointwise.Function.RECIPROCAL_SQUARE_ROOT, Builtin.RSQRT)
                    .put(Pointwise.Function.SQUARE, Builtin.SQUARE)
                    .put(Pointwise.Function.FLOOR, Builtin.FLOOR)
                    .put(Pointwise.Function.CEILING, Builtin.CEIL)
                    .put(Pointwise.Function.ROUND, Builtin.ROUND)
                    .buildOrThrow();

    private ArithmeticLayers() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.of(
                Elementwise.class, Rule.of(Elementwise.class, ArithmeticLayers::elementwise),
                Pointwise.class, Rule.of(Pointwise.class, ArithmeticLayers::pointwise),
                Reduce.class, Rule.of(Reduce.class, ArithmeticLayers::reduce),
                Operator.Softmax.class, Rule.of(Operator.Softmax.class, ArithmeticLayers::softmax),
                Operator.LocalResponseNormalization.class,
                        Rule.of(Operator.LocalResponseNormalization.class, ArithmeticLayers::normalization));
    }

    private static void elementwise(Site site, Elementwise operator) {
        int activation = site.fused(operator.activation());
        // Sums of 16 bits would otherwise be taken to have scales that are powers of two.
        Options sum = new Options().int8(0, activation).flag(1, false);
        Options product = new Options().int8(0, activation);
        switch (operator.kind()) {
            case ADD -> site.emit(Builtin.ADD, sum);
            case SUBTRACT -> site.emit(Builtin.SUB, sum);
            case MULTIPLY -> site.emit(Builtin.MUL, product);
            case DIVIDE -> site.emit(Builtin.DIV, product);
            case MAXIMUM -> plain(site, Builtin.MAXIMUM, operator);
            case MINIMUM -> plain(site, Builtin.MINIMUM, operator);
            case SQUARED_DIFFERENCE -> plain(site, Builtin.SQUARED_DIFFERENCE, operator);
            case POWER -> plain(site, Builtin.POW, operator);
        }
    }

    private static void plain(Site site, Builtin builtin, Elementwise operator) {
        if (FusedActivation.of(operator) != Activation.NONE) {
            throw new AssertionError("not lowered: " + operator);
        }
        boolean isUneven = !site.operand(0).shape().equals(site.operand(1).shape());
        if (builtin == Builtin.POW && isUneven && site.result().shape().rank() > 4) {
            throw site.refusal("a broadcast over " + site.result().shape().rank() + " dimensions", "at most 4");
        }
        site.emit(builtin, new Options());
    }

    private static void pointwise(Site site, Pointwise operator) {
        switch (operator.function()) {
            case COPY -> copy(site);
            case LEAKY_RELU -> site.emit(Builtin.LEAKY_RELU, new Options().float32(0, (float) operator.parameter()));
            case CAST ->
                site.emit(
                        Builtin.CAST,
                        new Options()
                                .int8(0, FlatModel.type(site.operand(0).type()))
                                .int8(1, FlatModel.type(site.result().type())));
            default -> site.emit(builtin(site, operator.function()), new Options());
        }
    }

    private static Builtin builtin(Site site, Pointwise.Function function) {
        Builtin builtin = FUNCTIONS.get(function);
        if (builtin == null) {
            throw site.refusal("function " + function, "one that the format has");
        }
        return builtin;
    }

    /** A reshape to the same shape. */
    private static void copy(Site site) {
        if (!site.operand(0).quantization().equals(site.result().quantization())
                || site.operand(0).type() != site.result().type()) {
            throw site.refusal("a copy between numbers of different meaning", "equal types and scales");
        }
        MovementLayers.reshape(site);
    }

    private static void softmax(Site site, Operator.Softmax operator) {
        site.emit(Builtin.SOFTMAX, new Options().float32(0, (float) operator.beta()));
    }

    /** The format takes images only, counts neighbours on one side, and does not divide by their number. */
    private static void normalization(Site site, Operator.LocalResponseNormalization operator) {
        int rank = site.operand(0).shape().rank();
        if (rank != 4) {
            throw site.refusal("neighbouring channels in " + rank + " dimensions", "4");
        }
        if (operator.size() % 2 == 0) {
            throw site.refusal("a window of " + operator.size() + " channels", "an odd number");
        }
        site.emit(
                Builtin.LOCAL_RESPONSE_NORMALIZATION,
                new Options()
                        .int32(0, operator.size() / 2)
                        .float32(1, (float) operator.bias())
                        .float32(2, (float) (operator.alpha() / operator.size()))
                        .float32(3, (float) operator.beta()));
    }

    private static void reduce(Site site, Reduce operator) {
        ImmutableIntArray axes = operator.axes();
        if (axes.isEmpty()) {
            throw site.refusal("a reduction without axes", "at least one");
        }
        switch (operator.kind()) {
            case MEAN -> fold(site, Builtin.MEAN, operator);
            case SUM -> fold(site, Builtin.SUM, operator);
            case MAXIMUM -> fold(site, Builtin.REDUCE_MAX, operator);
            case MINIMUM -> fold(site, Builtin.REDUCE_MIN, operator);
            case PRODUCT -> fold(site, Builtin.REDUCE_PROD, operator);
            case ARG_MAXIMUM -> argument(site, Builtin.ARG_MAX, axes);
            case ARG_MINIMUM -> argument(site, Builtin.ARG_MIN, axes);
        }
    }

    private static void fold(Site site, Builtin builtin, Reduce operator) {
        int axes = site.integers("axes", operator.axes().toArray());
        site.emit(builtin, new Options().flag(0, operator.keepDimensions()), site.input(0), axes);
    }

    private static void argument(Site site, Builtin builtin, ImmutableIntArray axes) {
        ElementType type = site.result().type();
        if (axes.length() != 1) {
            throw site.refusal("an index over " + axes.length() + " axes", "1");
        }
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            throw site.refusal("an index of type " + type, "INT32 or INT64");
        }
        int axis = site.integers("axis", axes.get(0));
        site.emit(builtin, new Options().int8(0, FlatModel.type(type)), site.input(0), axis);
    }
}
