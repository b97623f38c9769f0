package dev.shingle.networks.tflite;

import static dev.shingle.networks.tflite.TinyTflite.FLOAT32;
import static dev.shingle.networks.tflite.TinyTflite.INT32;
import static dev.shingle.networks.tflite.TinyTflite.INT8;
import static dev.shingle.networks.tflite.TinyTflite.STRING;
import static dev.shingle.networks.tflite.TinyTflite.int32;
import static dev.shingle.networks.tflite.TinyTflite.int8;
import static dev.shingle.networks.tflite.TinyTflite.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are refused, and what they are told. */
class HostileFilesTest {

    @TempDir
    Path directory;

    @Test
    void missingFileAndDirectory() {
        assertRefused(directory.resolve("none.tflite"), "no such file");
        assertRefused(directory, "a directory");
    }

    @Test
    void fileAboveTwoGibibytes() throws IOException {
        Path file = directory.resolve("large.tflite");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Integer.MAX_VALUE + 1L);
        }
        assertRefused(file, "2147483648 bytes");
    }

    @Test
    void largeFilesAreMapped() throws IOException {
        Path file = directory.resolve("padded.tflite");
        byte[] bytes = TinyNetworks.halfWeights().bytes();
        Files.write(file, bytes);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(33L << 20);
        }
        assertThat(TfliteReader.read(file).name()).isEqualTo("padded");
    }

    @Test
    void wrongIdentifierVersionAndSubgraphs() {
        TinyTflite file = TinyNetworks.depthwise();
        file.identifier = "ONNX";
        assertRefused(file, "byte 4", "no identifier TFL3");
        file = TinyNetworks.depthwise();
        file.version = 2;
        assertRefused(file, "model", "schema version 2", "expected 3");
        file = TinyNetworks.depthwise();
        file.subgraphs = 2;
        assertRefused(file, "model", "2 subgraphs", "expected one");
        file.subgraphs = 0;
        assertRefused(file, "model", "no subgraph");
    }

    @Test
    void everyTruncationIsRefusedOrHarmless() {
        for (TinyTflite file : TinyNetworks.all()) {
            byte[] bytes = file.bytes();
            int refused = 0;
            for (int length = 0; length < bytes.length; length++) {
                try {
                    TfliteReader.read("cut", ByteBuffer.wrap(bytes, 0, length));
                } catch (NetworkFormatException expected) {
                    refused++;
                }
            }
            assertThat(refused).as("cuts into the last tables").isGreaterThan(bytes.length * 9 / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LSTM",
                "UNIDIRECTIONAL_SEQUENCE_LSTM",
                "BIDIRECTIONAL_SEQUENCE_LSTM",
                "RNN",
                "SVDF",
                "VAR_HANDLE",
                "READ_VARIABLE",
                "ASSIGN_VARIABLE"
            })
    void operatorsWithStateAreRefusedByName(String name) {
        assertRefused(TinyNetworks.unary(name, INT8, 0), "operator 0 (" + name + ")", "keeps state between runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IF", "WHILE", "CALL", "CALL_ONCE"})
    void controlFlowIsRefusedByNameEvenWithItsSubgraphs(String name) {
        TinyTflite file = TinyNetworks.unary(name, INT8, 0);
        file.subgraphs = 3;
        assertRefused(file, "operator 0 (" + name + ")", "control flow");
    }

    @Test
    void variablesAndTypesWithoutNumbers() {
        TinyTflite file = TinyNetworks.unary("RELU", INT8, 0);
        file.tensor(1).variable = true;
        assertRefused(file, "tensor 1 (t1)", "a variable");
        assertRefused(TinyNetworks.unary("RELU", STRING, 0), "tensor 0 (t0)", "element type STRING");
    }

    @Test
    void impossibleShapes() {
        TinyTflite file = TinyNetworks.unary("RELU", INT8, 0);
        file.tensor(0).shape = list(1, 0, 4, 5);
        assertRefused(file, "tensor 0 (t0)", "dimension 0");
        file.tensor(0).shape = list(1, -4, 4, 5);
        assertRefused(file, "dimension -4");
        file.tensor(0).shape = list(1 << 30, 1 << 30, 1 << 30, 5);
        assertRefused(file, "more elements than can be counted");
        file.tensor(0).shape = list(1 << 20, 1 << 20, 1, 1, 1);
        assertRefused(file, "more elements than can be counted");
        file.tensor(0).shape = new int[17];
        assertRefused(file, "17 dimensions", "at most 16");
    }

    @Test
    void brokenReferences() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 4);
        int y = file.activation(INT8, 4);
        file.operator("RELU", list(x + 7), list(y)).ends(list(x), list(y));
        assertRefused(file, "operator 0 (RELU)", "tensor 7", "one of the file's 2");
        file = new TinyTflite();
        file.activation(INT8, 4);
        file.ends(list(-2), list(0));
        assertRefused(file, "subgraph 0", "tensor -2 as a network input");
        file = TinyNetworks.depthwise();
        file.tensor(1).bufferIndex = 0xffffffffL;
        assertRefused(file, "tensor 1 (c1)", "buffer 4294967295");
        file = TinyNetworks.depthwise().ends(list(0), list(1));
        assertRefused(file, "tensor 1 (c1)", "a network output that no operator writes");
        file = TinyNetworks.depthwise().ends(list(0, 0), list(2));
        assertRefused(file, "tensor 0 (t0)", "the same network input twice");
        file = TinyNetworks.depthwise().ends(list(0), list());
        assertRefused(file, "0 network outputs");
    }

    @Test
    void orderOfExecution() {
        TinyTflite cycle = new TinyTflite();
        int x = cycle.activation(INT8, 4);
        int y = cycle.activation(INT8, 4);
        int z = cycle.activation(INT8, 4);
        cycle.operator("ADD", list(x, z), list(y))
                .operator("RELU", list(y), list(z))
                .ends(list(x), list(z));
        assertRefused(cycle, "operator 0 (ADD)", "tensor 2 (t2) read before it is written");
        TinyTflite twice = new TinyTflite();
        x = twice.activation(INT8, 4);
        y = twice.activation(INT8, 4);
        twice.operator("RELU", list(x), list(y))
                .operator("ABS", list(x), list(y))
                .ends(list(x), list(y));
        assertRefused(twice, "operator 1 (ABS)", "tensor 1, which exists already");
        TinyTflite constant = new TinyTflite();
        x = constant.activation(INT8, 4);
        y = constant.constant(INT8, 4);
        constant.operator("RELU", list(x), list(y)).ends(list(x), list(y));
        assertRefused(constant, "operator 0 (RELU)", "tensor 1, which is constant");
    }

    @Test
    void contentsOfAnotherLength() {
        TinyTflite file = TinyNetworks.depthwise();
        file.tensor(1).data = Arrays.copyOf(file.tensor(1).data, 53);
        assertRefused(file, "tensor 1 (c1)", "53 bytes of contents", "54 for its shape and type");
        file = TinyNetworks.depthwise();
        file.tensor(1).sparse = true;
        assertRefused(file, "a sparse constant");
    }

    @Test
    void quantisationThatFitsNoAxis() {
        TinyTflite file = TinyNetworks.depthwise();
        file.tensor(1).quantized(3, new float[] {1, 2, 3, 4, 5});
        assertRefused(file, "tensor 1 (c1)", "5 scales along axis 3");
        file.tensor(1).quantized(-1, new float[] {1, 2, 3, 4, 5, 6});
        assertRefused(file, "6 scales along axis -1");
        file.tensor(1).quantized(3, new float[] {1, 2, 3, 4, 5, 6}, 1, 2);
        assertRefused(file, "2 zero points for 6 scales");
        file.tensor(1).quantized(3, new float[] {Float.NaN});
        assertRefused(file, "scale NaN");
    }

    @Test
    void declaredShapesMustFollowFromTheParameters() {
        TinyTflite file = TinyNetworks.depthwise();
        file.tensor(2).shape = list(1, 8, 8, 6);
        assertRefused(file, "operator 0 (DEPTHWISE_CONV_2D)", "declared as [1, 8, 8, 6]", "expected [1, 8, 7, 6]");
        file.tensor(2).signature(-1, 8, 8, 6);
        assertThat(file.read().outputs().get(0).shape().width())
                .as("an open shape is computed")
                .isEqualTo(7);
    }

    @Test
    void windowsWithoutAStride() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 4, 1);
        int y = file.activation(INT8, 1, 4, 4, 1);
        file.operator("MAX_POOL_2D", 5, list(x), list(y), int32(3, 1), int32(4, 1))
                .ends(list(x), list(y));
        assertRefused(file, "operator 0 (MAX_POOL_2D)", "stride 0x0");
    }

    @Test
    void extremeWindows() {
        for (int extreme : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE + 1, -1, 1 << 30}) {
            TinyTflite file = new TinyTflite();
            int x = file.activation(INT8, 1, 4, 4, 1);
            int w = file.constant(INT8, 1, 3, 3, 1);
            int y = file.activation(INT8, 1, 2, 2, 1);
            file.operator(
                    "CONV_2D",
                    1,
                    list(x, w),
                    list(y),
                    int8(0, 0),
                    int32(1, 1),
                    int32(2, 1),
                    int32(4, extreme),
                    int32(5, extreme));
            assertRefused(file.ends(list(x), list(y)), "operator 0 (CONV_2D)");
        }
    }

    @Test
    void transposedConvolutionOfAnotherSize() {
        TinyTflite file = TinyNetworks.transposed();
        ByteBuffer.wrap(file.tensor(0).data).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 11);
        file.tensor(4).shape = list(1, 11, 7, 3);
        assertRefused(file, "operator 0 (TRANSPOSE_CONV)", "11 output rows");
    }

    @Test
    void parametersKnownOnlyAtRunTime() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4);
        int axes = file.activation(INT32, 1);
        int y = file.activation(INT8, 4);
        file.operator("MEAN", list(x, axes), list(y)).ends(list(x, axes), list(y));
        assertRefused(file, "operator 0 (MEAN)", "operand 1 known only at run time", "integer arithmetic on shapes");
        file = new TinyTflite();
        x = file.activation(FLOAT32, 1, 4);
        int target = file.activation(INT32, 2);
        y = file.activation(FLOAT32, 2, 2);
        file.tensor(y).signature(-1, -1);
        file.operator("RESHAPE", list(x, target), list(y)).ends(list(x, target), list(y));
        assertRefused(file, "operator 0 (RESHAPE)", "a target shape known only at run time");
    }

    @Test
    void axesOutOfRange() {
        TinyTflite file = TinyNetworks.movement();
        ByteBuffer.wrap(file.tensor(12).data).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 4);
        assertRefused(file, "operator 1 (TRANSPOSE)", "axis 4");
        file = TinyNetworks.reduction("MEAN", 27);
        ByteBuffer.wrap(file.tensor(1).data).order(ByteOrder.LITTLE_ENDIAN).putInt(0, -5);
        assertRefused(file, "operator 0 (MEAN)", "axis -5", "an axis of 4 dimensions");
    }

    @Test
    void optionsOfAnotherOperator() {
        assertRefused(TinyNetworks.binary("ADD", 21, int8(0, 1)), "operator 0 (ADD)", "options of type 21");
        assertRefused(TinyNetworks.binary("ADD", 11, int8(0, 9)), "activation function 9");
    }

    @Test
    void unknownOperatorsOfUnknownSize() {
        TinyTflite file = TinyNetworks.custom();
        file.tensor(1).shape = list();
        assertRefused(file, "operator 0 (CUSTOM:Convolution2DTransposeBias)", "unknown shape");
        file = TinyNetworks.custom();
        file.tensor(1).signature(1, -1, 5, 2);
        assertRefused(file, "a result whose size is open");
        file = TinyNetworks.custom();
        file.tensor(1).signature(-1, 5, 5, 2);
        assertThat(file.read().layers()).as("open batch").hasSize(2);
    }

    /** Thousands of references to one long string: small on disk, large when followed. */
    @Test
    void sharedContentsAreNotFollowedForever() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int name = builder.createString("x".repeat(1 << 20));
        builder.startTable(4);
        builder.addOffset(3, name, 0);
        int tensor = builder.endTable();
        int[] tensors = new int[50_000];
        Arrays.fill(tensors, tensor);
        int tensorVector = builder.createVectorOfTables(tensors);
        int none = builder.createVectorOfTables(new int[0]);
        builder.startTable(5);
        builder.addOffset(0, tensorVector, 0);
        builder.addOffset(3, none, 0);
        int graphs = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(8);
        builder.addInt(0, 3, 0);
        builder.addOffset(2, graphs, 0);
        builder.finish(builder.endTable(), "TFL3");
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> TfliteReader.read("bomb", ByteBuffer.wrap(builder.sizedByteArray())))
                .withMessageContaining("again and again");
    }

    /** Every aligned word is an offset, a length, a number or part of a text somewhere. */
    @Test
    void everyWordChangedIsRefusedOrHarmless() {
        int[] extremes = {0, 1, -1, 0x7fffffff, 0x80000000, 1 << 30, 0x40000001, 0xfffc};
        for (TinyTflite file : TinyNetworks.all()) {
            byte[] bytes = file.bytes();
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i + 4 <= bytes.length; i += 4) {
                int sound = words.getInt(i);
                for (int other : extremes) {
                    words.putInt(i, other);
                    readOrRefused(bytes);
                }
                words.putInt(i, sound);
            }
        }
    }

    private static void readOrRefused(byte[] bytes) {
        try {
            TfliteReader.read("changed", ByteBuffer.wrap(bytes));
        } catch (NetworkFormatException refusal) {
            assertThat(refusal.getMessage()).doesNotContain("\n");
        }
    }

    @Test
    void twoToThe31Elements() {
        TinyTflite file = TinyNetworks.unary("RELU", INT8, 0);
        file.tensor(0).shape = list(1, 1 << 16, 1 << 15, 1);
        file.tensor(1).shape = list(1, 1 << 16, 1 << 15, 1);
        assertThat(file.read().outputs().get(0).shape().elements())
                .as("sizes are not limited to 31 bits")
                .isEqualTo(1L << 31);
        TinyTflite constant = TinyNetworks.depthwise();
        constant.tensor(1).shape = list(1, 1 << 16, 1 << 15, 1);
        assertRefused(constant, "tensor 1 (c1)", "54 bytes of contents");
    }

    @Test
    void operatorsThatReadWhatTheyWrite() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 4);
        int y = file.activation(INT8, 4);
        file.operator("ADD", list(x, y), list(y)).ends(list(x), list(y));
        assertRefused(file, "operator 0 (ADD)", "tensor 1 (t1) read before it is written");
        file = new TinyTflite();
        x = file.activation(INT8, 4);
        file.operator("RELU", list(x), list(x)).ends(list(x), list(x));
        assertRefused(file, "operator 0 (RELU)", "tensor 0, which exists already");
    }

    /** A table whose list of fields is the table itself. */
    @Test
    void tablesThatDescribeThemselves() {
        byte[] bytes = new byte[64];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(0, 16).put(4, new byte[] {'T', 'F', 'L', '3'});
        for (int offset : new int[] {0, 4, -4, 16, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            words.putInt(16, offset);
            assertThatExceptionOfType(NetworkFormatException.class)
                    .as("offset %s", offset)
                    .isThrownBy(() -> TfliteReader.read("self", ByteBuffer.wrap(bytes)));
        }
    }

    @Test
    void messagesAreOneLine() {
        TinyTflite file = TinyNetworks.unary("RELU", STRING, 0);
        file.tensor(0).name = "evil\n\u001b[31m\u2028\u202ename" + "x".repeat(5000);
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(file::read)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain("\n", "\u001b", "\u2028", "\u202e")
                        .hasSizeLessThan(300));
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> TfliteReader.read(file))
                .satisfies(failure -> {
                    assertThat(failure.source()).isEqualTo(file.toString());
                    assertThat(failure.getMessage()).contains(parts);
                });
    }

    private static void assertRefused(TinyTflite file, String... parts) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(file::read)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
    }
}
