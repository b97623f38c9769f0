package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators whose results have known shapes but that no layer describes: they are sized and placed, not executed. */
final class OpaqueRules {

    private static final ImmutableSet<String> SAME_SHAPE = ImmutableSet.of(
            "Celu",
            "Cos",
            "CumSum",
            "Erf",
            "Gelu",
            "GroupNormalization",
            "Hardmax",
            "InstanceNormalization",
            "LayerNormalization",
            "LogSoftmax",
            "LpNormalization",
            "MeanVarianceNormalization",
            "Mish",
            "Selu",
            "Shrink",
            "Sign",
            "Sin",
            "Softplus",
            "Softsign",
            "ThresholdedRelu");

    private static final ImmutableSet<String> COMPARISONS =
            ImmutableSet.of("And", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Or", "Xor");

    private OpaqueRules() {}

    static ImmutableMap<String, Rule> all() {
        ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();
        SAME_SHAPE.forEach(kind -> rules.put(kind, OpaqueRules::sameShape));
        COMPARISONS.forEach(kind -> rules.put(kind, node -> broadcast(node, 0, ElementType.BOOL)));
        return rules.put("Mod", node -> broadcast(node, 0, node.value(0).type()))
                .put("Where", node -> broadcast(node, 0, node.value(1).type()))
                .put("Not", OpaqueRules::sameShape)
                .put("Expand", OpaqueRules::expand)
                .put("Tile", OpaqueRules::tile)
                .put("TopK", OpaqueRules::topK)
                .buildOrThrow();
    }

    /** The first result is shaped like the first operand. */
    static void sameShape(Node node) {
        for (int i = 1; i < node.outputCount(); i++) {
            node.requireUnused(i, "result " + i);
        }
        Stored data = node.stored(0);
        node.step(new Operator.Opaque(node.kind()), operands(node))
                .shaped(data.map().shape())
                .in(data.order())
                .done();
    }

    private static List<Operand> operands(Node node) {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < node.inputCount(); i++) {
            if (node.has(i)) {
                Value value = node.value(i);
                boolean isEmpty = value.dimensions().contains(0);
                if (value instanceof Stored stored) {
                    operands.add(stored.map());
                } else if (!isEmpty) {
                    Operand constant = i == 0
                            ? node.stored(i).map()
                            : node.operand(i, AxisOrder.usual(value.dimensions().length()));
                    operands.add(constant);
                }
            }
        }
        return operands;
    }

    private static void broadcast(Node node, int first, ElementType type) {
        List<Integer> inputs = IntStream.range(first, node.inputCount()).boxed().toList();
        AxisOrder order = Broadcast.order(node, inputs);
        Shape shape = node.shape(first);
        List<Operand> operands = new ArrayList<>();
        for (int input : inputs) {
            shape = Broadcast.of(shape, node.shape(input));
            operands.add(Broadcast.operand(node, node.value(input), order));
        }
        node.step(new Operator.Opaque(node.kind()), operands)
                .shaped(order.stored(shape))
                .in(order)
                .typed(type)
                .done();
    }

    private static void expand(Node node) {
        Shape result = Broadcast.of(node.shape(0), Shape.of(node.integers(1)));
        Stored data = node.stored(0);
        AxisOrder order = data.order().rank() == result.rank()
                ? data.order()
                : data.order().behind(result.rank() - data.order().rank());
        node.step(new Operator.Opaque(node.kind()), data.map())
                .shaped(order.stored(result))
                .in(order)
                .done();
    }

    private static void tile(Node node) {
        int[] repeats = node.integers(1);
        int[] dimensions = node.shape(0).dimensions().toArray();
        if (repeats.length != dimensions.length) {
            throw node.failure(repeats.length + " repeats", "one for each of " + dimensions.length + " dimensions");
        }
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = Math.multiplyExact(dimensions[i], repeats[i]);
        }
        Stored data = node.stored(0);
        node.step(new Operator.Opaque(node.kind()), data.map())
                .shaped(data.order().stored(Shape.of(dimensions)))
                .in(data.order())
                .done();
    }

    /** Values, and where they were. */
    private static void topK(Node node) {
        Stored data = node.stored(0);
        int[] dimensions = data.shape().dimensions().toArray();
        int axis = node.axis(node.integer("axis", -1), dimensions.length);
        dimensions[axis] = node.parameter(1, "k").orElseGet(() -> new int[] {node.integer("k", 0)})[0];
        Shape stored = data.order().stored(Shape.of(dimensions));
        node.step(new Operator.Opaque(node.kind()), data.map())
                .in(data.order())
                .shaped(stored)
                .done(0);
        if (node.isUsed(1)) {
            node.step(new Operator.Opaque(node.kind() + "Indices"), data.map())
                    .in(data.order())
                    .shaped(stored)
                    .typed(ElementType.INT64)
                    .done(1);
        }
    }
}
