package dev.shingle.testkit.runnable;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.testkit.runnable.RunnableNetworks.Idea;
import java.util.Arrays;
import java.util.Optional;

/** Layers that compute element by element, over the innermost axis, or over whole axes. */
final class ArithmeticIdeas {

    private static final ImmutableList<Activation> ACTIVATIONS =
            ImmutableList.of(Activation.NONE, Activation.NONE, Activation.RELU, Activation.RELU6);

    private static final ImmutableList<Function> FOR_ALL_TYPES =
            ImmutableList.of(Function.RELU, Function.RELU6, Function.LEAKY_RELU, Function.LOGISTIC, Function.TANH);

    private static final ImmutableList<Function> FOR_8_BITS =
            ImmutableList.of(Function.RELU_N1_TO_1, Function.HARD_SWISH, Function.PRELU);

    private static final ImmutableList<Function> FOR_INT8 =
            ImmutableList.of(Function.ELU, Function.ABSOLUTE, Function.EXPONENTIAL, Function.RECIPROCAL_SQUARE_ROOT);

    private static final ImmutableList<Function> FOR_REALS = ImmutableList.of(
            Function.RELU_N1_TO_1,
            Function.HARD_SWISH,
            Function.PRELU,
            Function.ELU,
            Function.ABSOLUTE,
            Function.NEGATE,
            Function.EXPONENTIAL,
            Function.SQUARE,
            Function.FLOOR,
            Function.CEILING,
            Function.ROUND);

    /** Powers of powers are soon beyond all scales. */
    private static final double MOST_EXPONENT = 16;

    private ArithmeticIdeas() {}

    static ImmutableList<Idea> all() {
        Idea elementwise = Idea.on((draft, map) -> true, ArithmeticIdeas::elementwise);
        Idea pointwise = Idea.on((draft, map) -> true, ArithmeticIdeas::pointwise);
        return ImmutableList.of(
                elementwise,
                elementwise,
                elementwise,
                pointwise,
                pointwise,
                pointwise,
                pointwise,
                pointwise,
                Idea.on((draft, map) -> true, ArithmeticIdeas::rescaled),
                Idea.on((draft, map) -> map.shape().rank() >= 2, ArithmeticIdeas::softmax),
                Idea.on(
                        (draft, map) -> draft.isReal() && map.shape().rank() == 4,
                        ArithmeticIdeas::localResponseNormalization),
                Idea.on((draft, map) -> map.shape().rank() >= 2, ArithmeticIdeas::reduction),
                Idea.on((draft, map) -> map.shape().rank() >= 2, ArithmeticIdeas::indexOfGreatest));
    }

    private static ImmutableList<Elementwise.Kind> kinds(Draft draft) {
        ImmutableList.Builder<Elementwise.Kind> kinds = ImmutableList.<Elementwise.Kind>builder()
                .add(Elementwise.Kind.ADD, Elementwise.Kind.SUBTRACT, Elementwise.Kind.MULTIPLY)
                .add(Elementwise.Kind.MAXIMUM, Elementwise.Kind.MINIMUM);
        switch (draft.type()) {
            case FLOAT32 -> kinds.add(Elementwise.Kind.DIVIDE, Elementwise.Kind.SQUARED_DIFFERENCE);
            case INT8 -> kinds.add(Elementwise.Kind.SQUARED_DIFFERENCE);
            default -> {
                // Runtimes know no others.
            }
        }
        return kinds.build();
    }

    private static void elementwise(Draft draft, FeatureMap map) {
        Elementwise.Kind kind = draft.oneOf(kinds(draft));
        boolean isComparison = kind == Elementwise.Kind.MAXIMUM || kind == Elementwise.Kind.MINIMUM;
        Quantization scale = isComparison ? map.quantization() : draft.scales().anything();
        Operand second = second(draft, map, kind, isComparison)
                .<Operand>map(other -> other)
                .orElseGet(() -> constant(draft, broadcastable(draft, map.shape()), scale));
        boolean hasActivation = !isComparison && kind != Elementwise.Kind.SQUARED_DIFFERENCE;
        Activation activation = hasActivation ? draft.oneOf(ACTIVATIONS) : Activation.NONE;
        double reach = reach(kind, draft.scales().range(map), draft.scales().range(second));
        Quantization result = isComparison ? map.quantization() : draft.scales().withRange(reach, activation);
        boolean swapped = second instanceof FeatureMap && draft.chance(50);
        draft.add(new Elementwise(kind, activation), result, swapped ? second : map, swapped ? map : second);
    }

    /** Of the result. Squares of differences that are far beyond it have no defined number: a runtime ends itself there. */
    private static double reach(Elementwise.Kind kind, double range, double other) {
        return switch (kind) {
            case MULTIPLY -> range * range / 2;
            case SQUARED_DIFFERENCE -> Math.max(range * range, other * other) / 2;
            default -> range;
        };
    }

    /** A divisor is a constant, which is hardly ever near zero. */
    private static Optional<FeatureMap> second(
            Draft draft, FeatureMap map, Elementwise.Kind kind, boolean isOfSameScale) {
        return kind != Elementwise.Kind.DIVIDE && draft.chance(60)
                ? draft.any(other -> (other.shape().equals(map.shape()) || isBroadcast(other.shape(), map.shape()))
                        && (!isOfSameScale || other.quantization().equals(map.quantization())))
                : Optional.empty();
    }

    private static boolean isBroadcast(Shape small, Shape large) {
        if (small.rank() != large.rank()) {
            return false;
        }
        for (int i = 0; i < small.rank(); i++) {
            if (small.dimension(i) != 1 && small.dimension(i) != large.dimension(i)) {
                return false;
            }
        }
        return true;
    }

    private static Shape broadcastable(Draft draft, Shape shape) {
        if (draft.chance(30)) {
            return shape;
        }
        if (draft.chance(30)) {
            return Shape.of(shape.channels());
        }
        int[] dimensions = shape.dimensions().toArray();
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = draft.chance(50) ? 1 : dimensions[i];
        }
        return Shape.of(dimensions);
    }

    private static Constant constant(Draft draft, Shape shape, Quantization quantization) {
        return draft.constant(
                "constant", shape, draft.type(), quantization, draft.scales().anyBytes(shape.elements()));
    }

    private static void pointwise(Draft draft, FeatureMap map) {
        ImmutableList.Builder<Function> functions =
                ImmutableList.<Function>builder().addAll(FOR_ALL_TYPES);
        switch (draft.type()) {
            case FLOAT32 -> functions.addAll(FOR_REALS);
            case INT8 -> functions.addAll(FOR_8_BITS).addAll(FOR_INT8);
            case UINT8 -> functions.addAll(FOR_8_BITS);
            default -> functions.add(Function.ABSOLUTE, Function.EXPONENTIAL);
        }
        Function function = draft.oneOf(functions.build());
        if (function == Function.RECIPROCAL_SQUARE_ROOT && !isNeverNegative(map)) {
            return;
        }
        if (function == Function.EXPONENTIAL && draft.scales().range(map) > MOST_EXPONENT) {
            return;
        }
        Pointwise operator = new Pointwise(function, function == Function.LEAKY_RELU ? 0.2 : 0);
        Quantization result = result(draft, map, function);
        if (function == Function.PRELU) {
            Shape shape = draft.chance(50) ? Shape.of(map.shape().channels()) : slopes(map.shape());
            Quantization scale = draft.scales().withRange(0.5, Activation.NONE);
            draft.add(operator, result, map, constant(draft, shape, scale));
        } else {
            draft.add(operator, result, map);
        }
    }

    private static boolean isNeverNegative(FeatureMap map) {
        return map.quantization().zeroPoints().get(0) == Byte.MIN_VALUE;
    }

    /** One slope for each channel. */
    private static Shape slopes(Shape shape) {
        int[] dimensions = new int[Math.max(1, shape.rank() - 1)];
        Arrays.fill(dimensions, 1);
        dimensions[dimensions.length - 1] = shape.channels();
        return Shape.of(dimensions);
    }

    private static Quantization result(Draft draft, FeatureMap map, Function function) {
        Scales scales = draft.scales();
        double range = scales.range(map);
        return switch (function) {
            case LOGISTIC -> scales.exactly(1.0 / 256, -128, 1.0 / 32768);
            case TANH -> scales.exactly(1.0 / 128, 0, 1.0 / 32768);
            case RELU -> scales.withRange(range, Activation.RELU);
            case RELU6 -> scales.withRange(range, Activation.RELU6);
            case RELU_N1_TO_1 -> scales.withRange(range, Activation.RELU_N1_TO_1);
            case EXPONENTIAL -> scales.withRange(Math.exp(range) / 2, Activation.RELU);
            case ABSOLUTE -> scales.withRange(range, Activation.RELU);
            default -> scales.withRange(range, Activation.NONE);
        };
    }

    /** To another scale or another type of 8 bits, or out of them. */
    private static void rescaled(Draft draft, FeatureMap map) {
        if (draft.isReal()) {
            return;
        }
        if (draft.chance(30)) {
            draft.addOf(ElementType.FLOAT32, Pointwise.of(Function.DEQUANTIZE), map.shape(), Quantization.NONE, map);
            return;
        }
        Quantization scale = draft.scales().withRange(draft.scales().range(map), Activation.NONE);
        if (draft.type() == ElementType.INT8 && draft.chance(30)) {
            Quantization shifted = Quantization.perTensor(
                    scale.scales().get(0), scale.zeroPoints().get(0) + 128);
            draft.addOf(ElementType.UINT8, Pointwise.of(Function.QUANTIZE), map.shape(), shifted, map);
        } else {
            draft.add(Pointwise.of(Function.QUANTIZE), scale, map);
        }
    }

    private static void softmax(Draft draft, FeatureMap map) {
        double beta = draft.chance(70) ? 1 : 0.5;
        draft.add(new Operator.Softmax(beta), draft.scales().exactly(1.0 / 256, -128, 1.0 / 32768), map);
    }

    /**
     * Of an odd number of channels: others are refused by the runtimes. These let a sum slide along the channels, in single
     * precision, so that a large square would leave a trace behind: hence the bounds.
     */
    private static void localResponseNormalization(Draft draft, FeatureMap map) {
        int size = 2 * draft.between(0, 3) + 1;
        double beta = draft.oneOf(ImmutableList.of(0.5, 0.75, 1.0));
        double bias = draft.chance(50) ? 1 : 0.5;
        FeatureMap bounded = draft.map(map.shape(), draft.type(), Quantization.NONE, "");
        draft.add(Pointwise.of(Function.TANH), ImmutableList.of(bounded), map);
        draft.add(new Operator.LocalResponseNormalization(size, 2, beta, bias), Quantization.NONE, bounded);
    }

    private static void reduction(Draft draft, FeatureMap map) {
        Reduce.Kind kind = draft.oneOf(ImmutableList.of(
                Reduce.Kind.MEAN, Reduce.Kind.MEAN, Reduce.Kind.SUM, Reduce.Kind.MAXIMUM, Reduce.Kind.MINIMUM));
        int rank = map.shape().rank();
        ImmutableIntArray axes = rank == 4 && draft.chance(60)
                ? ImmutableIntArray.of(1, 2)
                : ImmutableIntArray.of(draft.between(1, rank - 1));
        boolean isSame = kind == Reduce.Kind.MAXIMUM || kind == Reduce.Kind.MINIMUM || draft.chance(40);
        double range = draft.scales().range(map) * (kind == Reduce.Kind.SUM ? 3 : 0.6);
        Quantization result = isSame ? map.quantization() : draft.scales().withRange(range, Activation.NONE);
        draft.add(new Reduce(kind, axes, draft.chance(50)), result, map);
    }

    private static void indexOfGreatest(Draft draft, FeatureMap map) {
        if (draft.type() == ElementType.INT16 || draft.chance(50)) {
            return;
        }
        Reduce.Kind kind = draft.chance(50) ? Reduce.Kind.ARG_MAXIMUM : Reduce.Kind.ARG_MINIMUM;
        int axis = draft.between(0, map.shape().rank() - 1);
        int[] kept = new int[map.shape().rank() - 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = map.shape().dimension(i < axis ? i : i + 1);
        }
        Reduce operator = new Reduce(kind, ImmutableIntArray.of(axis), false);
        draft.addOf(ElementType.INT32, operator, Shape.of(kept), Quantization.NONE, map);
    }
}
