package dev.shingle.networks.onnx;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Explicit borders. A negative one cuts off, which is a slice in front of the border. */
final class PadRules {

    private PadRules() {}

    static void pad(Node node) {
        Shape input = node.shape(0);
        int rank = input.rank();
        int[] pads = node.parameter(1, "pads").orElseThrow(() -> node.failure("no pads", "a list of numbers"));
        int[] axes = node.has(3) ? node.integers(3) : IntStream.range(0, rank).toArray();
        if (pads.length != 2L * axes.length) {
            throw node.failure(pads.length + " pads", "two for each of " + axes.length + " axes");
        }
        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = node.axis(axes[i], rank);
            before[axis] = pads[i];
            after[axis] = pads[axes.length + i];
        }
        String mode = node.text("mode", "constant");
        switch (mode) {
            case "constant" -> constant(node, input, before, after);
            case "reflect" ->
                border(node, node.stored(0), before, after, Operator.Pad.Mode.REFLECT, List.of())
                        .done();
            case "edge", "wrap" -> opaque(node, input, before, after);
            default -> throw node.failure("mode " + mode, "constant, reflect, edge or wrap");
        }
    }

    private static void constant(Node node, Shape input, int[] before, int[] after) {
        Stored data = node.stored(0);
        if (IntStream.concat(IntStream.of(before), IntStream.of(after)).anyMatch(border -> border < 0)) {
            int[] begin = new int[before.length];
            int[] step = new int[before.length];
            int[] size = input.dimensions().toArray();
            for (int i = 0; i < before.length; i++) {
                step[i] = 1;
                begin[i] = Math.max(0, -before[i]);
                size[i] = Math.toIntExact((long) size[i] - begin[i] - Math.max(0, -(long) after[i]));
                before[i] = Math.max(0, before[i]);
                after[i] = Math.max(0, after[i]);
            }
            data = MovementRules.cut(node, data, begin, step, size).between("cut");
        }
        border(node, data, before, after, Operator.Pad.Mode.CONSTANT, fill(node, data.type()))
                .done();
    }

    /** Zero, if the file does not say; stored zeros, so that quantised tensors have it spelt out. */
    private static List<Operand> fill(Node node, ElementType type) {
        if (node.has(2)) {
            Value value = node.value(2);
            boolean isZero = type == ElementType.FLOAT32
                    && value instanceof Known known
                    && known.real().filter(fill -> fill == 0).isPresent();
            return isZero
                    ? List.of()
                    : List.of(node.operand(2, AxisOrder.plain(value.dimensions().length())));
        }
        float value = node.real("value", 0);
        if (value == 0 && (type == ElementType.FLOAT32 || type == ElementType.FLOAT16)) {
            return List.of();
        }
        Optional<Known> known = Known.scalar(node.assembly().uniqueName(node.label() + "/fill"), type, value);
        return List.of(node.assembly()
                .constant(
                        node,
                        known.orElseThrow(() -> node.failure("a border of type " + type, "whole numbers or floats")),
                        AxisOrder.plain(0)));
    }

    private static Step border(
            Node node, Stored data, int[] before, int[] after, Operator.Pad.Mode mode, List<Operand> fill) {
        List<Operand> operands = new ArrayList<>();
        operands.add(data.map());
        operands.addAll(fill);
        Operator operator =
                new Operator.Pad(data.order().stored(before), data.order().stored(after), mode);
        return node.step(operator, operands).in(data.order());
    }

    private static void opaque(Node node, Shape input, int[] before, int[] after) {
        Stored data = node.stored(0);
        int[] dimensions = input.dimensions().toArray();
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = Math.toIntExact((long) dimensions[i] + before[i] + after[i]);
        }
        node.step(new Operator.Opaque(node.kind()), data.map())
                .shaped(data.order().stored(Shape.of(dimensions)))
                .in(data.order())
                .done();
    }
}
