package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Elementwise.Kind;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that compute element by element. What has no operator of its own is put together from those that have. */
final class ArithmeticRules {

    /** From this version on, operands of different ranks are aligned at their last dimension. */
    private static final int EQUAL_RANKS_ALIGNED = 7;

    private ArithmeticRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.<String, Rule>builder()
                .putAll(binary())
                .putAll(unary())
                .put("Identity", node -> unary(node, Function.COPY))
                .put("Dropout", ArithmeticRules::dropout)
                .put("Clip", ArithmeticRules::clip)
                .put("HardSigmoid", ArithmeticRules::hardSigmoid)
                .put("LeakyRelu", ArithmeticRules::leakyRelu)
                .put("Elu", ArithmeticRules::elu)
                .put("PRelu", ArithmeticRules::prelu)
                .put("Reciprocal", ArithmeticRules::reciprocal)
                .put("Cast", ArithmeticRules::cast)
                .buildOrThrow();
    }

    private static ImmutableMap<String, Rule> binary() {
        return ImmutableMap.<String, Rule>builder()
                .put("Add", node -> chain(node, Kind.ADD))
                .put("Sub", node -> chain(node, Kind.SUBTRACT))
                .put("Mul", node -> chain(node, Kind.MULTIPLY))
                .put("Div", node -> chain(node, Kind.DIVIDE))
                .put("Pow", node -> chain(node, Kind.POWER))
                .put("Sum", node -> chain(node, Kind.ADD))
                .put("Max", node -> chain(node, Kind.MAXIMUM))
                .put("Min", node -> chain(node, Kind.MINIMUM))
                .buildOrThrow();
    }

    private static ImmutableMap<String, Rule> unary() {
        ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();
        ImmutableMap.<String, Function>builder()
                .put("Relu", Function.RELU)
                .put("Sigmoid", Function.LOGISTIC)
                .put("Tanh", Function.TANH)
                .put("HardSwish", Function.HARD_SWISH)
                .put("Abs", Function.ABSOLUTE)
                .put("Neg", Function.NEGATE)
                .put("Exp", Function.EXPONENTIAL)
                .put("Log", Function.LOGARITHM)
                .put("Sqrt", Function.SQUARE_ROOT)
                .put("Floor", Function.FLOOR)
                .put("Ceil", Function.CEILING)
                .put("Round", Function.ROUND)
                .buildOrThrow()
                .forEach((kind, function) -> rules.put(kind, node -> unary(node, function)));
        return rules.buildOrThrow();
    }

    private static void unary(Node node, Function function) {
        pointwise(node, node.stored(0), function).done();
    }

    static Step pointwise(Node node, Stored data, Function function) {
        return node.step(Pointwise.of(function), data.map()).in(data.order());
    }

    /** Two operands, or more: the result of the first two is the first operand of the next layer. */
    private static void chain(Node node, Kind kind) {
        List<Integer> inputs =
                IntStream.range(0, node.inputCount()).filter(node::has).boxed().toList();
        if (inputs.isEmpty()) {
            throw node.failure("no operand", "at least one");
        }
        if (inputs.size() == 1) {
            unary(node, Function.COPY);
            return;
        }
        if (node.opset() < EQUAL_RANKS_ALIGNED && node.hasAttribute("axis")) {
            throw node.failure("attribute axis", "operands aligned at their last dimension");
        }
        AxisOrder order = Broadcast.order(node, inputs);
        Operand left = Broadcast.operand(node, node.value(inputs.get(0)), order);
        for (int i = 1; i < inputs.size(); i++) {
            Operand right = Broadcast.operand(node, node.value(inputs.get(i)), order);
            Step step = elementwise(node, kind, left, right, order);
            if (i == inputs.size() - 1) {
                step.done();
            } else {
                left = step.between("part").map();
            }
        }
    }

    static Step elementwise(Node node, Kind kind, Operand left, Operand right, AxisOrder order) {
        return node.step(new Elementwise(kind, Activation.NONE), left, right).in(order);
    }

    /** With a number on the right. */
    private static Step with(Node node, Kind kind, Stored data, double number, String name) {
        Known known = Known.scalar(node.assembly().uniqueName(node.label() + "/" + name), data.type(), number)
                .orElseThrow(() -> node.failure("elements of type " + data.type(), "whole numbers or floats"));
        Operand constant = node.assembly().constant(node, known, AxisOrder.plain(0));
        return elementwise(node, kind, data.map(), constant, data.order());
    }

    /** When a network runs, nothing is dropped; a mask is all ones, and hardly anybody asks for it. */
    private static void dropout(Node node) {
        Stored data = node.stored(0);
        pointwise(node, data, Function.COPY).done();
        if (node.isUsed(1)) {
            node.step(new Operator.Opaque("DropoutMask"), data.map())
                    .shaped(data.map().shape())
                    .in(data.order())
                    .typed(ElementType.BOOL)
                    .done(1);
        }
    }

    /** A bound that is the end of the element type's range is none. */
    private static void clip(Node node) {
        Optional<Double> least = bound(node, 1, "min");
        Optional<Double> most = bound(node, 2, "max");
        boolean isKnown = (least.isPresent() || !node.has(1)) && (most.isPresent() || !node.has(2));
        Optional<Function> function = isKnown && node.stored(0).type() == ElementType.FLOAT32
                ? function(least.orElse(-Double.MAX_VALUE), most.orElse(Double.MAX_VALUE))
                : Optional.empty();
        if (function.isPresent()) {
            unary(node, function.get());
            return;
        }
        Stored data = node.stored(0);
        boolean hasLeast = node.has(1) || least.isPresent();
        boolean hasMost = node.has(2) || most.isPresent();
        if (hasLeast) {
            Step step = bounded(node, Kind.MAXIMUM, data, 1, least);
            if (!hasMost) {
                step.done();
                return;
            }
            data = step.between("least");
        }
        if (hasMost) {
            bounded(node, Kind.MINIMUM, data, 2, most).done();
        } else {
            pointwise(node, data, Function.COPY).done();
        }
    }

    private static Step bounded(Node node, Kind kind, Stored data, int input, Optional<Double> bound) {
        return bound.isPresent()
                ? with(node, kind, data, bound.get(), kind == Kind.MAXIMUM ? "min" : "max")
                : elementwise(
                        node, kind, data.map(), Broadcast.operand(node, node.value(input), data.order()), data.order());
    }

    private static Optional<Double> bound(Node node, int input, String attribute) {
        if (node.hasAttribute(attribute)) {
            return Optional.of((double) node.real(attribute, 0));
        }
        return node.known(input).flatMap(Known::real);
    }

    private static Optional<Function> function(double least, double most) {
        boolean isOpen = most >= Float.MAX_VALUE;
        if (least == 0 && isOpen) {
            return Optional.of(Function.RELU);
        }
        if (least == 0 && most == 6) {
            return Optional.of(Function.RELU6);
        }
        if (least == -1 && most == 1) {
            return Optional.of(Function.RELU_N1_TO_1);
        }
        return least <= -Float.MAX_VALUE && isOpen ? Optional.of(Function.COPY) : Optional.empty();
    }

    /** {@code max(0, min(1, alpha * x + beta))}. */
    private static void hardSigmoid(Node node) {
        Stored scaled = with(node, Kind.MULTIPLY, node.stored(0), node.real("alpha", 0.2f), "alpha")
                .between("scaled");
        Stored shifted =
                with(node, Kind.ADD, scaled, node.real("beta", 0.5f), "beta").between("shifted");
        Stored bounded = with(node, Kind.MINIMUM, shifted, 1, "one").between("bounded");
        pointwise(node, bounded, Function.RELU).done();
    }

    private static void leakyRelu(Node node) {
        Stored data = node.stored(0);
        Operator operator = new Pointwise(Function.LEAKY_RELU, node.real("alpha", 0.01f));
        node.step(operator, data.map()).in(data.order()).done();
    }

    private static void elu(Node node) {
        if (node.real("alpha", 1) == 1) {
            unary(node, Function.ELU);
        } else {
            OpaqueRules.sameShape(node);
        }
    }

    /** Slopes known only at run time: {@code max(x, 0) + slope * min(x, 0)}. */
    private static void prelu(Node node) {
        Stored data = node.stored(0);
        Operand slopes = Broadcast.operand(node, slopes(node), data.order());
        if (slopes instanceof dev.shingle.networks.Constant) {
            node.step(Pointwise.of(Function.PRELU), data.map(), slopes)
                    .in(data.order())
                    .done();
            return;
        }
        Stored positive = with(node, Kind.MAXIMUM, data, 0, "zero").between("positive");
        Stored negative = with(node, Kind.MINIMUM, data, 0, "zero").between("negative");
        Stored sloped = elementwise(node, Kind.MULTIPLY, negative.map(), slopes, data.order())
                .between("sloped");
        elementwise(node, Kind.ADD, positive.map(), sloped.map(), data.order()).done();
    }

    /** In the oldest version, a list of slopes is one for each channel. */
    private static Value slopes(Node node) {
        Value value = node.value(1);
        int rank = node.shape(0).rank();
        boolean isOld = node.opset() < EQUAL_RANKS_ALIGNED && value.dimensions().length() == 1 && rank > 1;
        if (!isOld || !(value instanceof Known known)) {
            return value;
        }
        int[] dimensions = new int[rank - 1];
        Arrays.fill(dimensions, 1);
        dimensions[0] = value.dimensions().get(0);
        return known.withDimensions(known.name(), ImmutableIntArray.copyOf(dimensions));
    }

    private static void reciprocal(Node node) {
        Stored data = node.stored(0);
        Known one = Known.ofReal(node.assembly().uniqueName(node.label() + "/one"), 1);
        Operand constant = node.assembly().constant(node, one, AxisOrder.plain(0));
        elementwise(node, Kind.DIVIDE, constant, data.map(), data.order())
                .typed(data.type())
                .done();
    }

    private static void cast(Node node) {
        int to = node.integer("to", 0);
        ElementType type = ElementTypes.of(to)
                .orElseThrow(
                        () -> node.failure("a cast to element type " + ElementTypes.name(to), ElementTypes.expected()));
        Stored data = node.stored(0);
        Function function = type == data.type() ? Function.COPY : Function.CAST;
        pointwise(node, data, function).typed(type).done();
    }
}
