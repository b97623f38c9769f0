package dev.shingle.networks.tflite;

import com.google.common.primitives.Ints;
import com.google.flatbuffers.FlatBufferBuilder;
import dev.shingle.networks.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes small {@code .tflite} files, sound ones and others, with the plain flatbuffer builder. */
final class TinyTflite {

    static final int FLOAT32 = 0;
    static final int FLOAT16 = 1;
    static final int INT32 = 2;
    static final int UINT8 = 3;
    static final int INT64 = 4;
    static final int STRING = 5;
    static final int INT16 = 7;
    static final int INT8 = 9;

    /** One tensor; fields may be changed until the file is written. */
    static final class Tensor {
        int[] shape;
        int[] signature = {};
        int type;
        String name;
        byte[] data;
        long bufferIndex = -1;
        boolean variable;
        boolean sparse;
        boolean hasRank;
        float[] scales = {};
        long[] zeroPoints = {};
        int axis;

        Tensor signature(int... dimensions) {
            signature = dimensions;
            return this;
        }

        Tensor quantized(int quantizedAxis, float[] scale, long... zeroPoint) {
            axis = quantizedAxis;
            scales = scale;
            zeroPoints = zeroPoint;
            return this;
        }
    }

    /** One field of an options table: a byte, an int, a float or a vector of ints. */
    record Field(int slot, Object value) {}

    private record Operator(
            int code,
            String custom,
            int optionsType,
            List<Field> fields,
            List<Integer> inputs,
            List<Integer> outputs) {}

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private int[] inputs = {};
    private int[] outputs = {};
    int version = 3;
    int subgraphs = 1;
    String identifier = "TFL3";

    static Field int8(int slot, int value) {
        return new Field(slot, (byte) value);
    }

    static Field int32(int slot, int value) {
        return new Field(slot, value);
    }

    static Field float32(int slot, double value) {
        return new Field(slot, (float) value);
    }

    static Field ints(int slot, int... values) {
        return new Field(slot, values);
    }

    Tensor tensor(int index) {
        return tensors.get(index);
    }

    int activation(int type, int... shape) {
        return add("t" + tensors.size(), type, new byte[0], shape);
    }

    int constant(int type, int... shape) {
        int elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        byte[] data = new byte[elements * width(type)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (7 * i + 1);
        }
        return add("c" + tensors.size(), type, data, shape);
    }

    /** A vector of 32-bit parameters. */
    int parameters(int... values) {
        return shapedParameters(new int[] {values.length}, values);
    }

    int shapedParameters(int[] shape, int... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(data::putInt);
        return add("p" + tensors.size(), INT32, data.array(), shape);
    }

    private int add(String name, int type, byte[] data, int[] shape) {
        Tensor tensor = new Tensor();
        tensor.name = name;
        tensor.type = type;
        tensor.data = data;
        tensor.shape = shape;
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    static int[] list(int... numbers) {
        return numbers;
    }

    TinyTflite operator(String name, int[] from, int[] to) {
        return operator(name, 0, from, to);
    }

    TinyTflite operator(String name, int optionsType, int[] from, int[] to, Field... fields) {
        operators.add(new Operator(code(name), "", optionsType, List.of(fields), Ints.asList(from), Ints.asList(to)));
        return this;
    }

    TinyTflite custom(String name, int[] from, int[] to) {
        operators.add(new Operator(code("CUSTOM"), name, 0, List.of(), Ints.asList(from), Ints.asList(to)));
        return this;
    }

    TinyTflite numbered(int code, int[] from, int[] to) {
        operators.add(new Operator(code, "", 0, List.of(), Ints.asList(from), Ints.asList(to)));
        return this;
    }

    TinyTflite ends(int[] networkInputs, int[] networkOutputs) {
        inputs = networkInputs;
        outputs = networkOutputs;
        return this;
    }

    Network read() {
        return TfliteReader.read("tiny.tflite", ByteBuffer.wrap(bytes()));
    }

    byte[] bytes() {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int[] codes = operators.stream().mapToInt(o -> code(builder, o)).toArray();
        int codeVector = builder.createVectorOfTables(codes);
        int bufferVector = builder.createVectorOfTables(buffers(builder));
        int[] graphs = new int[subgraphs];
        for (int i = 0; i < subgraphs; i++) {
            graphs[i] = subgraph(builder);
        }
        int graphVector = builder.createVectorOfTables(graphs);
        builder.startTable(8);
        builder.addInt(0, version, 0);
        builder.addOffset(1, codeVector, 0);
        builder.addOffset(2, graphVector, 0);
        builder.addOffset(4, bufferVector, 0);
        builder.finish(builder.endTable(), identifier);
        return builder.sizedByteArray();
    }

    /** Buffer 0 is empty by convention; tensor i has buffer i + 1. */
    private int[] buffers(FlatBufferBuilder builder) {
        int[] buffers = new int[tensors.size() + 1];
        for (int i = 0; i < buffers.length; i++) {
            byte[] data = i == 0 ? new byte[0] : tensors.get(i - 1).data;
            int vector = data.length == 0 ? 0 : builder.createByteVector(data);
            builder.startTable(3);
            builder.addOffset(0, vector, 0);
            buffers[i] = builder.endTable();
        }
        return buffers;
    }

    private int subgraph(FlatBufferBuilder builder) {
        int[] tensorTables = new int[tensors.size()];
        for (int i = 0; i < tensorTables.length; i++) {
            tensorTables[i] = tensor(builder, tensors.get(i), i);
        }
        int tensorVector = builder.createVectorOfTables(tensorTables);
        int[] operatorTables = new int[operators.size()];
        for (int i = 0; i < operatorTables.length; i++) {
            operatorTables[i] = operator(builder, operators.get(i), i);
        }
        int operatorVector = builder.createVectorOfTables(operatorTables);
        int inputVector = vector(builder, inputs);
        int outputVector = vector(builder, outputs);
        builder.startTable(5);
        builder.addOffset(0, tensorVector, 0);
        builder.addOffset(1, inputVector, 0);
        builder.addOffset(2, outputVector, 0);
        builder.addOffset(3, operatorVector, 0);
        return builder.endTable();
    }

    private static int tensor(FlatBufferBuilder builder, Tensor tensor, int index) {
        int shape = vector(builder, tensor.shape);
        int signature = tensor.signature.length == 0 ? 0 : vector(builder, tensor.signature);
        int name = builder.createString(tensor.name);
        int quantization = tensor.scales.length == 0 ? 0 : quantization(builder, tensor);
        int sparsity = 0;
        if (tensor.sparse) {
            builder.startTable(3);
            sparsity = builder.endTable();
        }
        builder.startTable(10);
        builder.addOffset(0, shape, 0);
        builder.addByte(1, (byte) tensor.type, 0);
        builder.addInt(2, (int) (tensor.bufferIndex >= 0 ? tensor.bufferIndex : index + 1), 0);
        builder.addOffset(3, name, 0);
        builder.addOffset(4, quantization, 0);
        builder.addBoolean(5, tensor.variable, false);
        builder.addOffset(6, sparsity, 0);
        builder.addOffset(7, signature, 0);
        builder.addBoolean(8, tensor.hasRank, false);
        return builder.endTable();
    }

    private static int quantization(FlatBufferBuilder builder, Tensor tensor) {
        builder.startVector(4, tensor.scales.length, 4);
        for (int i = tensor.scales.length - 1; i >= 0; i--) {
            builder.addFloat(tensor.scales[i]);
        }
        int scales = builder.endVector();
        builder.startVector(8, tensor.zeroPoints.length, 8);
        for (int i = tensor.zeroPoints.length - 1; i >= 0; i--) {
            builder.addLong(tensor.zeroPoints[i]);
        }
        int zeroPoints = builder.endVector();
        builder.startTable(7);
        builder.addOffset(2, scales, 0);
        builder.addOffset(3, zeroPoints, 0);
        builder.addInt(6, tensor.axis, 0);
        return builder.endTable();
    }

    private static int operator(FlatBufferBuilder builder, Operator operator, int index) {
        int from = vector(builder, Ints.toArray(operator.inputs));
        int to = vector(builder, Ints.toArray(operator.outputs));
        int options = operator.optionsType == 0 ? 0 : options(builder, operator.fields);
        builder.startTable(9);
        builder.addInt(0, index, 0);
        builder.addOffset(1, from, 0);
        builder.addOffset(2, to, 0);
        builder.addByte(3, (byte) operator.optionsType, 0);
        builder.addOffset(4, options, 0);
        return builder.endTable();
    }

    private static int options(FlatBufferBuilder builder, List<Field> fields) {
        int[] vectors = new int[fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            vectors[i] = fields.get(i).value() instanceof int[] values ? vector(builder, values) : 0;
        }
        builder.startTable(8);
        for (int i = 0; i < fields.size(); i++) {
            Object value = fields.get(i).value();
            if (value instanceof Byte number) {
                builder.addByte(fields.get(i).slot(), number, 0);
            } else if (value instanceof Integer number) {
                builder.addInt(fields.get(i).slot(), number, Integer.MIN_VALUE);
            } else if (value instanceof Float number) {
                builder.addFloat(fields.get(i).slot(), number, 0);
            } else {
                builder.addOffset(fields.get(i).slot(), vectors[i], 0);
            }
        }
        return builder.endTable();
    }

    private static int code(FlatBufferBuilder builder, Operator operator) {
        int custom = operator.custom.isEmpty() ? 0 : builder.createString(operator.custom);
        builder.startTable(4);
        builder.addByte(0, (byte) Math.min(operator.code, 127), 0);
        builder.addOffset(1, custom, 0);
        builder.addInt(3, operator.code, 0);
        return builder.endTable();
    }

    private static int vector(FlatBufferBuilder builder, int[] values) {
        builder.startVector(4, values.length, 4);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addInt(values[i]);
        }
        return builder.endVector();
    }

    private static int code(String name) {
        for (int code = 0; code < 256; code++) {
            if (BuiltinOperators.name(code).equals(name)) {
                return code;
            }
        }
        throw new AssertionError("no operator " + name);
    }

    private static int width(int type) {
        return switch (type) {
            case FLOAT32, INT32 -> 4;
            case INT64 -> 8;
            case FLOAT16, INT16 -> 2;
            default -> 1;
        };
    }
}
