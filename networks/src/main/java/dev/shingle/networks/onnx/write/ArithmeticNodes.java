package dev.shingle.networks.onnx.write;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Operator.Reduce;
import java.util.Arrays;

/** Operators that compute element by element, over the channels, or over whole axes. */
final class ArithmeticNodes {

    private static final ImmutableMap<Function, String> FUNCTIONS = ImmutableMap.<Function, String>builder()
            .put(Function.RELU, "Relu")
            .put(Function.ELU, "Elu")
            .put(Function.LOGISTIC, "Sigmoid")
            .put(Function.TANH, "Tanh")
            .put(Function.HARD_SWISH, "HardSwish")
            .put(Function.ABSOLUTE, "Abs")
            .put(Function.NEGATE, "Neg")
            .put(Function.EXPONENTIAL, "Exp")
            .put(Function.LOGARITHM, "Log")
            .put(Function.SQUARE_ROOT, "Sqrt")
            .put(Function.FLOOR, "Floor")
            .put(Function.CEILING, "Ceil")
            .put(Function.ROUND, "Round")
            .buildOrThrow();

    private ArithmeticNodes() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.of(
                Elementwise.class, Rule.of(Elementwise.class, ArithmeticNodes::elementwise),
                Pointwise.class, Rule.of(Pointwise.class, ArithmeticNodes::pointwise),
                Reduce.class, Rule.of(Reduce.class, ArithmeticNodes::reduce),
                Operator.Softmax.class, Rule.of(Operator.Softmax.class, ArithmeticNodes::softmax),
                Operator.LocalResponseNormalization.class,
                        Rule.of(Operator.LocalResponseNormalization.class, ArithmeticNodes::normalization));
    }

    private static void elementwise(Site site, Elementwise operator) {
        int rank = site.result().shape().rank();
        Chain left = site.chain(site.real(0, rank));
        ImmutableList<String> right = ImmutableList.of(site.real(1, rank));
        switch (operator.kind()) {
            case ADD -> left.then("Add", right);
            case SUBTRACT -> left.then("Sub", right);
            case MULTIPLY -> left.then("Mul", right);
            case DIVIDE -> left.then("Div", right);
            case MAXIMUM -> left.then("Max", right);
            case MINIMUM -> left.then("Min", right);
            case POWER -> left.then("Pow", right);
            case SQUARED_DIFFERENCE -> square(left.then("Sub", right));
        }
        site.finish(left, operator.activation());
    }

    private static Chain square(Chain chain) {
        return chain.then("Mul", ImmutableList.of(chain.current()));
    }

    private static void pointwise(Site site, Pointwise operator) {
        switch (operator.function()) {
            case COPY -> {
                site.requireNumbersKept();
                site.chain(site.stored(0)).then("Identity").end(site.graph().name(site.result()));
            }
            case QUANTIZE -> site.finish(site.chain(site.real(0)), Activation.NONE);
            case DEQUANTIZE -> dequantize(site);
            case CAST -> cast(site);
            default -> {
                Chain chain = site.chain(site.real(0));
                function(site, chain, operator);
                site.finish(chain, Activation.NONE);
            }
        }
    }

    private static void function(Site site, Chain chain, Pointwise operator) {
        switch (operator.function()) {
            case RELU6 -> site.clip(chain, 0, 6);
            case RELU_N1_TO_1 -> site.clip(chain, -1, 1);
            case LEAKY_RELU -> chain.then("LeakyRelu", Attribute.of("alpha", (float) operator.parameter()));
            case PRELU ->
                chain.then(
                        "PRelu",
                        ImmutableList.of(site.real(1, site.result().shape().rank())));
            case SQUARE -> square(chain);
            case RECIPROCAL_SQUARE_ROOT -> chain.then("Sqrt").then("Reciprocal");
            default -> {
                String kind = FUNCTIONS.get(operator.function());
                if (kind == null) {
                    throw new AssertionError(operator);
                }
                chain.then(kind);
            }
        }
    }

    /** Half floats have no scale; they only become wider. */
    private static void dequantize(Site site) {
        Operand operand = site.operand(0);
        if (site.result().type() != ElementType.FLOAT32) {
            throw site.refusal("real numbers of " + site.result().type(), "FLOAT32");
        }
        if (operand.quantization().isQuantized()) {
            Chain chain = site.chain(site.stored(0));
            ImmutableList.Builder<String> inputs = ImmutableList.builder();
            inputs.add(chain.current()).addAll(site.graph().scales(operand));
            chain.node(
                    "DequantizeLinear",
                    inputs.build(),
                    Graph.axis(
                            operand.quantization(),
                            FileOrder.usual(operand.shape().rank())));
            chain.end(site.graph().name(site.result()));
        } else if (operand.type() == ElementType.FLOAT16) {
            cast(site);
        } else {
            throw site.refusal("stored numbers of " + operand.type(), "a scale for them");
        }
    }

    private static void cast(Site site) {
        if (site.operand(0).quantization().isQuantized()
                || site.result().quantization().isQuantized()) {
            throw site.refusal("a cast of quantised numbers", "a conversion");
        }
        site.chain(site.stored(0))
                .then("Cast", Attribute.of("to", (long)
                        Stored.type(site.result().type())))
                .end(site.graph().name(site.result()));
    }

    private static void softmax(Site site, Operator.Softmax operator) {
        if (operator.beta() != 1) {
            throw site.refusal("softmax of " + operator.beta() + " times its operand", "of the operand itself");
        }
        int rank = site.operand(0).shape().rank();
        if (rank == 0) {
            throw site.refusal("softmax of a single number", "at least one dimension");
        }
        long axis = FileOrder.usual(rank).axis(rank - 1);
        site.finish(site.chain(site.real(0)).then("Softmax", Attribute.of("axis", axis)), Activation.NONE);
    }

    /** The format normalises over its second axis, which is ours of the channels in images only. */
    private static void normalization(Site site, Operator.LocalResponseNormalization operator) {
        int rank = site.operand(0).shape().rank();
        if (FileOrder.usual(rank).axis(rank - 1) != 1) {
            throw site.refusal("neighbouring channels in " + rank + " dimensions", "the second of those in the file");
        }
        Chain chain = site.chain(site.real(0))
                .then(
                        "LRN",
                        Attribute.of("size", (long) operator.size()),
                        Attribute.of("alpha", (float) operator.alpha()),
                        Attribute.of("beta", (float) operator.beta()),
                        Attribute.of("bias", (float) operator.bias()));
        site.finish(chain, Activation.NONE);
    }

    /** Where dimensions go, the others must be in our order before. */
    private static void reduce(Site site, Reduce operator) {
        if (operator.axes().isEmpty()) {
            throw site.refusal("a reduction without axes", "at least one");
        }
        switch (operator.kind()) {
            case MEAN -> fold(site, "ReduceMean", operator);
            case SUM -> fold(site, "ReduceSum", operator);
            case MAXIMUM -> fold(site, "ReduceMax", operator);
            case MINIMUM -> fold(site, "ReduceMin", operator);
            case PRODUCT -> fold(site, "ReduceProd", operator);
            case ARG_MAXIMUM -> argument(site, "ArgMax", operator);
            case ARG_MINIMUM -> argument(site, "ArgMin", operator);
        }
    }

    private static void fold(Site site, String kind, Reduce operator) {
        int[] axes = axes(site, operator).toArray();
        long keeps = operator.keepDimensions() ? 1 : 0;
        Chain chain = site.chain(operator.keepDimensions() ? site.real(0) : site.realInOurOrder(0));
        if (kind.equals("ReduceSum") || site.graph().hasAxesAsOperands()) {
            String list = site.graph()
                    .integers(
                            site.layer().name() + "/axes",
                            Arrays.stream(axes).asLongStream().toArray());
            chain.then(kind, ImmutableList.of(list), Attribute.of("keepdims", keeps));
        } else {
            chain.then(kind, Attribute.list("axes", axes), Attribute.of("keepdims", keeps));
        }
        if (operator.keepDimensions()) {
            site.finish(chain, Activation.NONE);
        } else {
            site.finishInOurOrder(chain, Activation.NONE);
        }
    }

    private static ImmutableIntArray axes(Site site, Reduce operator) {
        int rank = site.operand(0).shape().rank();
        FileOrder order = operator.keepDimensions() ? FileOrder.usual(rank) : FileOrder.same(rank);
        return ImmutableIntArray.copyOf(
                operator.axes().stream().map(order::axis).sorted());
    }

    /** Stored numbers are compared; the format counts in 64 bits. */
    private static void argument(Site site, String kind, Reduce operator) {
        ElementType type = site.result().type();
        if (operator.axes().length() != 1) {
            throw site.refusal("an index over " + operator.axes().length() + " axes", "1");
        }
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            throw site.refusal("an index of type " + type, "INT32 or INT64");
        }
        boolean keeps = operator.keepDimensions();
        Chain chain = site.chain(keeps ? site.stored(0) : site.inOurOrder(0))
                .then(
                        kind,
                        Attribute.of("axis", (long) axes(site, operator).get(0)),
                        Attribute.of("keepdims", keeps ? 1L : 0L));
        if (type == ElementType.INT32) {
            chain.then("Cast", Attribute.of("to", (long) Stored.type(type)));
        }
        if (keeps) {
            chain.end(site.graph().name(site.result()));
        } else {
            site.endInOurOrder(chain);
        }
    }
}
