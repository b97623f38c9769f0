package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.Optional;

/** The same elements under another shape. Where channels lie last, elements may have to move all the same. */
final class ReshapeRules {

    private static final int MOST_DIMENSIONS = 16;

    private ReshapeRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of(
                "Reshape", node -> to(node, target(node)),
                "Flatten", node -> to(node, flattened(node)),
                "Squeeze", node -> to(node, squeezed(node)),
                "Unsqueeze", node -> to(node, unsqueezed(node)));
    }

    private static void to(Node node, ImmutableIntArray dimensions) {
        Value value = node.value(0);
        if (value instanceof Known known
                && (!known.dequantized() || !known.quantization().isPerChannel())) {
            node.define(0, known.withDimensions(node.assembly().shownName(node.output(0)), dimensions));
            return;
        }
        reshaped(node, node.assembly().stored(node, value), new Shape(dimensions))
                .done();
    }

    /** Elements move first if those that the new shape joins do not lie together. */
    static Step reshaped(Node node, Stored data, Shape target) {
        Shape shape = data.shape();
        if (shape.elements() != target.elements()) {
            throw node.failure(
                    "shape " + target.dimensions(), "the " + shape.elements() + " elements of " + shape.dimensions());
        }
        Stored source = Regrouping.of(shape, data.order(), target).isPresent()
                ? data
                : node.assembly().settle(node, data, Regrouping.arranged(shape, data.order(), target));
        AxisOrder order = Regrouping.of(shape, source.order(), target).orElseThrow();
        return node.step(new Operator.Reshape(), source.map())
                .shaped(order.stored(target))
                .in(order);
    }

    /** Without axes of one element; nothing moves. */
    static Step drop(Node node, Stored data, boolean[] dropped) {
        AxisOrder order = data.order().without(dropped);
        Shape shape = data.shape();
        ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
        for (int i = 0; i < shape.rank(); i++) {
            if (!dropped[i]) {
                kept.add(shape.dimension(i));
            }
        }
        return node.step(new Operator.Reshape(), data.map())
                .shaped(order.stored(new Shape(kept.build())))
                .in(order);
    }

    /** 0 copies a dimension of the operand, -1 stands for what the others leave over. */
    private static ImmutableIntArray target(Node node) {
        int[] wanted = node.parameter(1, "shape").orElseThrow(() -> node.failure("no target shape", "one"));
        ImmutableIntArray input = node.value(0).dimensions();
        if (wanted.length > MOST_DIMENSIONS) {
            throw node.failure("a target shape of " + wanted.length + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        long known = 1;
        int open = -1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == 0 && !node.flag("allowzero")) {
                if (i >= input.length()) {
                    throw node.failure("a 0 for dimension " + i, "a dimension of the operand's " + input.length());
                }
                wanted[i] = input.get(i);
            }
            if (wanted[i] == -1) {
                if (open >= 0) {
                    throw node.failure("-1 twice in a target shape", "once");
                }
                open = i;
            } else {
                known = Math.multiplyExact(known, (long) wanted[i]);
            }
        }
        long elements = input.stream().asLongStream().reduce(1, Math::multiplyExact);
        if (open >= 0) {
            if (known <= 0 || elements % known != 0) {
                throw node.failure("target shape " + Arrays.toString(wanted), "a divisor of " + elements);
            }
            wanted[open] = Math.toIntExact(elements / known);
        } else if (known != elements) {
            throw node.failure("target shape " + Arrays.toString(wanted), elements + " elements");
        }
        return ImmutableIntArray.copyOf(wanted);
    }

    /** Two dimensions: those in front of an axis, and the others. */
    private static ImmutableIntArray flattened(Node node) {
        ImmutableIntArray input = node.value(0).dimensions();
        int axis = node.integer("axis", 1);
        if (axis < -input.length() || axis > input.length()) {
            throw node.failure("axis " + axis, "an axis of " + input.length() + " dimensions, or one behind");
        }
        axis = axis < 0 ? axis + input.length() : axis;
        return ImmutableIntArray.of(product(input.subArray(0, axis)), product(input.subArray(axis, input.length())));
    }

    private static int product(ImmutableIntArray dimensions) {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }

    /** Without a list, every dimension of size 1 goes. */
    private static ImmutableIntArray squeezed(Node node) {
        ImmutableIntArray input = node.value(0).dimensions();
        Optional<int[]> axes = node.parameter(1, "axes");
        boolean[] dropped = new boolean[input.length()];
        for (int axis : axes.orElse(new int[0])) {
            int dropping = node.axis(axis, input.length());
            dropped[dropping] = true;
            if (input.get(dropping) != 1) {
                throw node.failure("dimension " + axis + " of " + input.get(dropping) + " elements", "1");
            }
        }
        ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
        for (int i = 0; i < input.length(); i++) {
            if (axes.isEmpty() ? input.get(i) != 1 : !dropped[i]) {
                kept.add(input.get(i));
            }
        }
        return kept.build();
    }

    /** Axes count in the result. */
    private static ImmutableIntArray unsqueezed(Node node) {
        ImmutableIntArray input = node.value(0).dimensions();
        int[] axes = node.parameter(1, "axes").orElseThrow(() -> node.failure("no axes", "a list of numbers"));
        int rank = input.length() + axes.length;
        if (rank > MOST_DIMENSIONS) {
            throw node.failure("a result of " + rank + " dimensions", "at most " + MOST_DIMENSIONS);
        }
        boolean[] added = new boolean[rank];
        for (int axis : axes) {
            int adding = node.axis(axis, rank);
            if (added[adding]) {
                throw node.failure("axis " + axis + " twice", "once");
            }
            added[adding] = true;
        }
        ImmutableIntArray.Builder all = ImmutableIntArray.builder();
        int next = 0;
        for (boolean isNew : added) {
            all.add(isNew ? 1 : input.get(next++));
        }
        return all.build();
    }
}
