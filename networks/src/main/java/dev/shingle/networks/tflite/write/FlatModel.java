package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.flatbuffers.FlatBufferBuilder;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The bytes of a file. A flatbuffer grows from its end to its start, inner tables before those that refer to them:
 *
 * <pre>
 *   Model
 *     operator codes        one for each pair of operator and version
 *     subgraph
 *       tensors             shape, type, name, scales, number of a buffer
 *       inputs, outputs
 *       operators           number of a code, numbers of tensors, options
 *     buffers               number 0 is empty and stands for "no contents"; contents are aligned to 16 bytes
 * </pre>
 *
 * Field numbers are those of version 3 of the schema.
 */
final class FlatModel {

    private static final String IDENTIFIER = "TFL3";
    private static final int SCHEMA_VERSION = 3;
    private static final int ALIGNMENT = 16;
    private static final int LARGEST_SHORT_CODE = 127;

    private final FlatBufferBuilder builder;
    private final Subgraph subgraph;
    private final ImmutableList<Operand> tensors;
    private final List<Integer> buffers = new ArrayList<>();
    private final Map<String, Integer> codes = new LinkedHashMap<>();
    private final List<Integer> codeTables = new ArrayList<>();

    FlatModel(Subgraph subgraph, int sizeBytes) {
        this.builder = new FlatBufferBuilder(sizeBytes);
        this.subgraph = subgraph;
        this.tensors = subgraph.tensors();
    }

    ByteBuffer bytes(String description, ImmutableIntArray inputs, ImmutableIntArray outputs) {
        builder.startTable(1);
        buffers.add(builder.endTable());
        int[] tensorTables =
                IntStream.range(0, tensors.size()).map(this::tensor).toArray();
        int tensorVector = builder.createVectorOfTables(tensorTables);
        int[] operatorTables =
                subgraph.nodes().stream().mapToInt(this::operator).toArray();
        int operatorVector = builder.createVectorOfTables(operatorTables);
        int inputVector = vector(inputs);
        int outputVector = vector(outputs);
        int name = string("main");
        builder.startTable(5);
        builder.addOffset(0, tensorVector, 0);
        builder.addOffset(1, inputVector, 0);
        builder.addOffset(2, outputVector, 0);
        builder.addOffset(3, operatorVector, 0);
        builder.addOffset(4, name, 0);
        int subgraphs = builder.createVectorOfTables(new int[] {builder.endTable()});
        int codeVector = builder.createVectorOfTables(
                codeTables.stream().mapToInt(Integer::intValue).toArray());
        int bufferVector = builder.createVectorOfTables(
                buffers.stream().mapToInt(Integer::intValue).toArray());
        int text = string(description);
        builder.startTable(5);
        builder.addInt(0, SCHEMA_VERSION, 0);
        builder.addOffset(1, codeVector, 0);
        builder.addOffset(2, subgraphs, 0);
        builder.addOffset(3, text, 0);
        builder.addOffset(4, bufferVector, 0);
        builder.finish(builder.endTable(), IDENTIFIER);
        return builder.dataBuffer();
    }

    private int tensor(int index) {
        Operand tensor = tensors.get(index);
        int buffer = tensor instanceof Constant constant ? buffer(constant) : 0;
        int shape = vector(tensor.shape().dimensions());
        int name = string(subgraph.name(index));
        int quantization = tensor.quantization().isQuantized() ? quantization(tensor.quantization()) : 0;
        builder.startTable(9);
        builder.addOffset(0, shape, 0);
        builder.addByte(1, (byte) type(tensor.type()), 0);
        builder.addInt(2, buffer, 0);
        builder.addOffset(3, name, 0);
        builder.addOffset(4, quantization, 0);
        builder.addBoolean(8, true, false);
        return builder.endTable();
    }

    private int buffer(Constant constant) {
        ByteBuffer contents = constant.contents().bytes();
        int length = contents.remaining();
        builder.createUnintializedVector(1, length, ALIGNMENT).put(contents);
        int vector = builder.endVector();
        builder.startTable(1);
        builder.addOffset(0, vector, 0);
        buffers.add(builder.endTable());
        return buffers.size() - 1;
    }

    private int quantization(Quantization quantization) {
        int length = quantization.scales().length();
        builder.startVector(Float.BYTES, length, Float.BYTES);
        for (int i = length - 1; i >= 0; i--) {
            builder.addFloat((float) quantization.scales().get(i));
        }
        int scales = builder.endVector();
        builder.startVector(Long.BYTES, length, Long.BYTES);
        for (int i = length - 1; i >= 0; i--) {
            builder.addLong(quantization.zeroPoints().get(i));
        }
        int zeroPoints = builder.endVector();
        builder.startTable(7);
        builder.addOffset(2, scales, 0);
        builder.addOffset(3, zeroPoints, 0);
        builder.addInt(6, quantization.axis(), 0);
        return builder.endTable();
    }

    private int operator(Subgraph.Node node) {
        int code = codes.computeIfAbsent(node.builtin() + "@" + node.version(), key -> code(node));
        int inputs = vector(node.inputs());
        int outputs = vector(node.outputs());
        int options = node.builtin().options() == 0 ? 0 : node.options().write(builder);
        builder.startTable(5);
        builder.addInt(0, code, 0);
        builder.addOffset(1, inputs, 0);
        builder.addOffset(2, outputs, 0);
        builder.addByte(3, (byte) node.builtin().options(), 0);
        builder.addOffset(4, options, 0);
        return builder.endTable();
    }

    /** Old readers know a byte only; operators beyond it tell them to look at the other field. */
    private int code(Subgraph.Node node) {
        int number = node.builtin().code();
        builder.startTable(4);
        builder.addByte(0, (byte) Math.min(number, LARGEST_SHORT_CODE), 0);
        builder.addInt(2, node.version(), 0);
        builder.addInt(3, number, 0);
        codeTables.add(builder.endTable());
        return codeTables.size() - 1;
    }

    private int vector(ImmutableIntArray values) {
        return Options.vector(builder, values);
    }

    private int string(String text) {
        return builder.createString(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The format's number of an element type. */
    static int type(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 0;
            case FLOAT16 -> 1;
            case INT32 -> 2;
            case UINT8 -> 3;
            case INT64 -> 4;
            case BOOL -> 6;
            case INT16 -> 7;
            case INT8 -> 9;
            case INT4 -> 17;
        };
    }
}
