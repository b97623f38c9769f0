package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import java.util.Arrays;

/** Nodes without operands, and nodes about shapes: their results are known while the file is read. */
final class FoldingRules {

    static final ImmutableSet<String> KINDS = ImmutableSet.of("Constant", "ConstantOfShape", "Shape", "Size");

    private final Tensors tensors;
    private final Fills fills = new Fills();

    FoldingRules(Tensors tensors) {
        this.tensors = tensors;
    }

    ImmutableMap<String, Rule> all() {
        return ImmutableMap.of(
                "Constant", this::constant,
                "ConstantOfShape", this::constantOfShape,
                "Shape", FoldingRules::shape,
                "Size", FoldingRules::size);
    }

    private void constant(Node node) {
        String name = node.assembly().shownName(node.output(0));
        if (node.hasAttribute("value")) {
            AttributeProto value =
                    node.attribute("value", AttributeProto.AttributeType.TENSOR).orElseThrow();
            node.define(0, tensors.read(value.getT(), name));
        } else if (node.hasAttribute("value_int")) {
            long value = node.attribute("value_int", AttributeProto.AttributeType.INT)
                    .orElseThrow()
                    .getI();
            node.define(0, Known.ofIntegers(name, ImmutableIntArray.of(), ElementType.INT64, new long[] {value}));
        } else if (node.hasAttribute("value_ints")) {
            long[] values =
                    node.attribute("value_ints", AttributeProto.AttributeType.INTS).orElseThrow().getIntsList().stream()
                            .mapToLong(Long::longValue)
                            .toArray();
            node.define(0, Known.ofIntegers(name, ImmutableIntArray.of(values.length), ElementType.INT64, values));
        } else if (node.hasAttribute("value_float")) {
            node.define(0, Known.ofReal(name, node.real("value_float", 0)));
        } else if (node.hasAttribute("value_floats")) {
            double[] values = node.reals("value_floats").orElseThrow();
            node.define(0, Known.ofReals(name, ImmutableIntArray.of(values.length), values));
        } else {
            throw node.failure("no value of numbers", "a tensor, numbers, or a number");
        }
    }

    private void constantOfShape(Node node) {
        ImmutableIntArray dimensions = ImmutableIntArray.copyOf(node.integers(0));
        String name = node.assembly().shownName(node.output(0));
        Known element = node.attribute("value", AttributeProto.AttributeType.TENSOR)
                .map(attribute -> tensors.read(attribute.getT(), name))
                .orElseGet(() -> Known.ofReal(name, 0));
        if (element.elements() != 1 || dimensions.stream().anyMatch(dimension -> dimension < 0)) {
            throw node.failure(
                    "shape " + dimensions + " filled with " + element.elements() + " elements", "one element");
        }
        if (element.type().bits() < Byte.SIZE || !element.contents().isPresent()) {
            throw node.failure("a fill of type " + element.type(), "an element of whole bytes");
        }
        long elements = dimensions.stream().asLongStream().reduce(1, Math::multiplyExact);
        long bytes = Math.multiplyExact(elements, (long) element.type().bits() / Byte.SIZE);
        Constant.Contents contents = fills.repeat(element.contents().bytes().slice(), bytes);
        node.define(0, new Known(name, dimensions, element.type(), element.quantization(), false, true, contents));
    }

    private static void shape(Node node) {
        int[] dimensions = node.value(0).dimensions().toArray();
        int start = end(node.integer("start", 0), dimensions.length);
        int end = end(node.integer("end", dimensions.length), dimensions.length);
        int[] cut = Arrays.copyOfRange(dimensions, start, Math.max(start, end));
        define(
                node,
                ImmutableIntArray.of(cut.length),
                Arrays.stream(cut).asLongStream().toArray());
    }

    private static int end(int position, int length) {
        return Math.min(Math.max(position < 0 ? position + length : position, 0), length);
    }

    private static void size(Node node) {
        long elements = node.value(0).dimensions().stream().asLongStream().reduce(1, Math::multiplyExact);
        define(node, ImmutableIntArray.of(), new long[] {elements});
    }

    private static void define(Node node, ImmutableIntArray dimensions, long[] values) {
        String name = node.assembly().shownName(node.output(0));
        node.define(0, Known.ofIntegers(name, dimensions, ElementType.INT64, values));
    }
}
