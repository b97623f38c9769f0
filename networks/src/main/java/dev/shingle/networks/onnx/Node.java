package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.primitives.Ints;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node of the file as its rule sees it: attributes and operands, with failures that name its position. */
final class Node {

    private static final int MOST_OPERANDS = 4096;

    private final OnnxFile file;
    private final NodeProto proto;
    private final int index;
    private final int opset;
    private final Assembly assembly;
    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final Map<Integer, Value> replaced = new HashMap<>();

    Node(OnnxFile file, NodeProto proto, int index, int opset, Assembly assembly) {
        this.file = file;
        this.proto = proto;
        this.index = index;
        this.opset = opset;
        this.assembly = assembly;
        if (proto.getInputCount() > MOST_OPERANDS || proto.getOutputCount() > MOST_OPERANDS) {
            throw failure(
                    proto.getInputCount() + " operands and " + proto.getOutputCount() + " results",
                    "at most " + MOST_OPERANDS);
        }
        for (AttributeProto attribute : proto.getAttributeList()) {
            attributes.put(attribute.getName(), attribute);
        }
    }

    String kind() {
        return proto.getOpType();
    }

    /** Name of the layer, and where a simplified layer says it came from. */
    String label() {
        return shownKind(proto) + "#" + index;
    }

    int opset() {
        return opset;
    }

    Assembly assembly() {
        return assembly;
    }

    static String shownKind(NodeProto proto) {
        String kind = TensorNames.brief(TensorNames.printable(proto.getOpType()));
        return isStandard(proto.getDomain())
                ? kind
                : TensorNames.brief(TensorNames.printable(proto.getDomain())) + "." + kind;
    }

    /** Whether the operator is one of the format's own. */
    boolean isStandard() {
        return isStandard(proto.getDomain());
    }

    static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    // Attributes.

    boolean hasAttribute(String name) {
        return attributes.containsKey(name);
    }

    Optional<AttributeProto> attribute(String name, AttributeProto.AttributeType type) {
        AttributeProto attribute = attributes.get(name);
        if (attribute == null) {
            return Optional.empty();
        }
        // Very old writers left the type out.
        if (attribute.getType() != type && attribute.getType() != AttributeProto.AttributeType.UNDEFINED) {
            throw failure("attribute " + name + " of type " + attribute.getType(), type.name());
        }
        return Optional.of(attribute);
    }

    int integer(String name, int otherwise) {
        return attribute(name, AttributeProto.AttributeType.INT)
                .map(attribute -> checkedInt(attribute.getI()))
                .orElse(otherwise);
    }

    boolean flag(String name) {
        return integer(name, 0) != 0;
    }

    float real(String name, float otherwise) {
        float value = attribute(name, AttributeProto.AttributeType.FLOAT)
                .map(AttributeProto::getF)
                .orElse(otherwise);
        if (!Float.isFinite(value)) {
            throw failure(name + " " + value, "a finite number");
        }
        return value;
    }

    String text(String name, String otherwise) {
        return attribute(name, AttributeProto.AttributeType.STRING)
                .map(attribute -> TensorNames.printable(attribute.getS().toStringUtf8()))
                .orElse(otherwise);
    }

    Optional<int[]> integers(String name) {
        return attribute(name, AttributeProto.AttributeType.INTS)
                .map(attribute -> attribute.getIntsList().stream()
                        .mapToInt(this::checkedInt)
                        .toArray());
    }

    Optional<double[]> reals(String name) {
        return attribute(name, AttributeProto.AttributeType.FLOATS)
                .map(attribute -> attribute.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray());
    }

    /** As many numbers as a window has dimensions, all the same if the file does not say. */
    int[] integers(String name, int length, int otherwise) {
        int[] values = integers(name).orElse(new int[0]);
        if (values.length == 0) {
            values = new int[length];
            Arrays.fill(values, otherwise);
        }
        if (values.length != length) {
            throw failure(values.length + " numbers in " + name, String.valueOf(length));
        }
        return values;
    }

    // Operands.

    int inputCount() {
        return proto.getInputCount();
    }

    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    Value value(int input) {
        if (!has(input)) {
            throw failure("no operand " + input, "one");
        }
        Value value = replaced.get(input);
        return value == null ? assembly.value(this, proto.getInput(input)) : value;
    }

    /** Lets the rule see something else in an operand's place. */
    void replace(int input, Value value) {
        replaced.put(input, value);
    }

    /** The shape of an operand as the file sees it. */
    Shape shape(int input) {
        return new Shape(value(input).dimensions());
    }

    /** An operand that lives in the scratchpad; a constant in its place is copied there. */
    Stored stored(int input) {
        return assembly.stored(this, value(input));
    }

    /** An activation in the order that the rule needs. */
    Stored stored(int input, AxisOrder order) {
        return assembly.settle(this, stored(input), order);
    }

    Operand operand(int input, AxisOrder order) {
        return assembly.operand(this, value(input), order);
    }

    Optional<Known> known(int input) {
        return has(input) && value(input) instanceof Known known ? Optional.of(known) : Optional.empty();
    }

    /** Whole numbers that the rule has to know now. */
    long[] longs(int input) {
        return known(input)
                .flatMap(Known::integers)
                .orElseThrow(() -> failure(
                        "operand " + input + " known only at run time", "a constant, or integer arithmetic on shapes"));
    }

    int[] integers(int input) {
        return Arrays.stream(longs(input)).mapToInt(this::checkedInt).toArray();
    }

    /** A parameter that newer versions of the operator have as an operand, older ones as an attribute. */
    Optional<int[]> parameter(int input, String attribute) {
        return has(input) ? Optional.of(integers(input)) : integers(attribute);
    }

    /** Numbers of operand or attribute that the rule has to know now. */
    Optional<double[]> realParameter(int input, String attribute) {
        if (!has(input)) {
            return reals(attribute);
        }
        return Optional.of(known(input)
                .flatMap(Known::reals)
                .orElseThrow(() -> failure("operand " + input + " known only at run time", "a constant")));
    }

    /** Counted from the end if negative. */
    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw failure("axis " + axis, "an axis of " + rank + " dimensions");
        }
        return axis < 0 ? axis + rank : axis;
    }

    // Results.

    int outputCount() {
        return proto.getOutputCount();
    }

    /** Whether somebody reads the result; names may be left out. */
    boolean isUsed(int output) {
        return output < proto.getOutputCount() && assembly.isUsed(proto.getOutput(output));
    }

    String output(int output) {
        if (output >= proto.getOutputCount()) {
            throw failure(proto.getOutputCount() + " results", "at least " + (output + 1));
        }
        return proto.getOutput(output);
    }

    List<String> outputs() {
        return proto.getOutputList();
    }

    List<String> inputs() {
        return proto.getInputList();
    }

    void requireUnused(int output, String what) {
        if (isUsed(output)) {
            throw failure("a reader of " + what, "none: only the first result is supported");
        }
    }

    /** A new layer with these operands. */
    Step step(Operator operator, Operand... operands) {
        return new Step(this, operator, Arrays.asList(operands));
    }

    Step step(Operator operator, List<Operand> operands) {
        return new Step(this, operator, operands);
    }

    void define(int output, Known value) {
        assembly.define(this, output(output), value);
    }

    NetworkFormatException failure(String found, String expected) {
        return file.failure("node " + index + " (" + shownKind(proto) + ")", found, expected);
    }

    private int checkedInt(long value) {
        // Ends of slices are often the largest number there is.
        return Ints.saturatedCast(value);
    }
}
