package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Shape;
import java.util.Optional;

/** One operator of the file as its rule sees it: options and operands, with failures that name its position. */
final class OperatorView {

    static final int OPCODE = 0;
    static final int INPUTS = 1;
    static final int OUTPUTS = 2;
    static final int OPTIONS_TYPE = 3;
    static final int OPTIONS = 4;

    private static final int NONE = -1;
    private static final int MOST_OPERANDS = 4096;

    private final FlatFile file;
    private final FlatTable table;
    private final Values values;
    private final int index;
    private final String kind;
    private final int[] inputs;
    private final int[] outputs;
    private final boolean readsResized;

    OperatorView(FlatFile file, FlatTable table, Values values, int index, String kind) {
        this.file = file;
        this.table = table;
        this.values = values;
        this.index = index;
        this.kind = kind;
        this.inputs = table.ints(INPUTS, MOST_OPERANDS, "operands");
        this.outputs = table.ints(OUTPUTS, MOST_OPERANDS, "results");
        this.readsResized = values.anyResized(inputs);
    }

    String kind() {
        return kind;
    }

    /** For layer names and for the list of an optimised layer's origins. */
    String label() {
        return kind + "#" + index;
    }

    int[] outputs() {
        return outputs;
    }

    int inputCount() {
        return inputs.length;
    }

    /** Declared shapes of results are out of date. */
    boolean readsResized() {
        return readsResized;
    }

    /** The result's shape as the file has it. */
    Shape declaredOutput() {
        if (outputs.length == 0) {
            throw failure("no result", "one");
        }
        return values.declared(this, outputs[0]);
    }

    /** The declared shape of the only result, unless the file leaves it open. */
    Optional<Shape> fixedOutput() {
        return outputs.length == 0 || values.isResizable(this, outputs[0])
                ? Optional.empty()
                : Optional.of(declaredOutput());
    }

    boolean has(int input) {
        return input < inputs.length && inputs[input] != NONE;
    }

    Operand operand(int input) {
        if (!has(input)) {
            throw failure("no operand " + input, "one");
        }
        return values.operand(this, inputs[input]);
    }

    Shape shape(int input) {
        return operand(input).shape();
    }

    /** All operands but those that are left out. */
    ImmutableList<Operand> operands() {
        return operands(0, inputs.length);
    }

    /** Operands [from, to), but those that are left out. */
    ImmutableList<Operand> operands(int from, int to) {
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        for (int i = from; i < to; i++) {
            if (has(i)) {
                operands.add(operand(i));
            }
        }
        return operands.build();
    }

    /** A parameter that the layer needs to know now. */
    int[] integers(int input) {
        return toInts(values(input)
                .orElseThrow(() -> failure(
                        "operand " + input + " known only at run time",
                        "a constant, or integer arithmetic on shapes")));
    }

    /** A parameter, if the file or the arithmetic on shapes tells it. */
    Optional<long[]> values(int input) {
        if (!has(input)) {
            throw failure("no operand " + input, "one");
        }
        return values.integers(this, inputs[input]);
    }

    /** A parameter of one element. */
    int integer(int input) {
        int[] integers = integers(input);
        if (integers.length != 1) {
            throw failure("operand " + input + " of " + integers.length + " elements", "1");
        }
        return integers[0];
    }

    int[] integers(int input, int length) {
        int[] integers = integers(input);
        if (integers.length != length) {
            throw failure("operand " + input + " of " + integers.length + " elements", String.valueOf(length));
        }
        return integers;
    }

    /** Counted from the end if negative. */
    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw failure("axis " + axis, "an axis of " + rank + " dimensions");
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The operator's options, which must be of this member of the schema's union or left out. */
    FlatTable options(int unionMember) {
        int type = table.int8(OPTIONS_TYPE, 0) & 0xff;
        if (type == 0) {
            return FlatTable.absent(file);
        }
        if (type != unionMember) {
            throw failure("options of type " + type, unionMember + " for this operator");
        }
        return table.table(OPTIONS).orElseGet(() -> FlatTable.absent(file));
    }

    Activation activation(FlatTable options, int slot) {
        int activation = options.int8(slot, 0);
        return switch (activation) {
            case 0 -> Activation.NONE;
            case 1 -> Activation.RELU;
            case 2 -> Activation.RELU_N1_TO_1;
            case 3 -> Activation.RELU6;
            case 4 -> Activation.TANH;
            case 5 -> Activation.SIGN_BIT;
            default -> throw failure("activation function " + activation, "0 to 5");
        };
    }

    NetworkFormatException failure(String found, String expected) {
        return file.failure(position(), found, expected);
    }

    String position() {
        return "operator " + index + " (" + kind + ")";
    }

    private static int[] toInts(long[] values) {
        int[] integers = new int[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = Math.toIntExact(values[i]);
        }
        return integers;
    }
}
