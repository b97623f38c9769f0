package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.shingle.networks.NetworkFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody writes by accident: each is refused in one line, at once. */
class HostileOnnxTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @Test
    void dimensionsThatOverflow() {
        refused(new TinyOnnx().input("x", 1L << 31, 1).node("Relu x -> y").output("y"), "dimension 2147483648");
        refused(
                new TinyOnnx()
                        .input("x", 1 << 30, 1 << 30, 1 << 30)
                        .node("Relu x -> y")
                        .output("y"),
                "counted");
        refused(
                new TinyOnnx()
                        .input("x", 1 << 30, 1 << 30, 2, 2)
                        .node("Relu x -> y")
                        .output("y"),
                "counted");
        refused(new TinyOnnx().input("x", -5, 1).node("Relu x -> y").output("y"), "dimension -5");
    }

    @Test
    void hugeResults() {
        TinyOnnx padded = new TinyOnnx()
                .input("x", 1, 1, 4, 4)
                .longs("pads", 0, 0, Integer.MAX_VALUE, 0, 0, 0, Integer.MAX_VALUE, 0)
                .node("Pad x,pads -> y")
                .output("y");
        refused(padded, "a padded extent of 4294967298");
        TinyOnnx filled = new TinyOnnx()
                .input("x", 1)
                .longs("shape", 1 << 30, 1 << 30, 1 << 30)
                .node("ConstantOfShape shape -> f")
                .node("Add x,f -> y")
                .output("y");
        refused(filled, "overflow");
    }

    @Test
    void twoToThe31Elements() {
        TinyOnnx filled = new TinyOnnx()
                .input("x", 1)
                .longs("shape", 1 << 16, 1 << 15)
                .node("ConstantOfShape shape -> f")
                .node("Add x,f -> y")
                .output("y");
        assertTimeoutPreemptively(
                AT_ONCE,
                () -> assertThat(filled.network()
                                .layers()
                                .get(0)
                                .constants()
                                .get(0)
                                .contents()
                                .isPresent())
                        .as("eight gigabytes are not made up")
                        .isFalse());
    }

    @Test
    void tensorsThatAreNotThere() {
        refused(new TinyOnnx().input("x", 1).node("Add x,z -> y").output("y"), "tensor z read before it is written");
        refused(new TinyOnnx().input("x", 1).node("Relu x -> y").output("z"), "a name that nobody writes");
        refused(new TinyOnnx().input("x", 1).node("Relu -> y").output("y"), "no operand 0");
    }

    @Test
    void circlesAndSelfReference() {
        refused(new TinyOnnx().input("x", 1).node("Add x,y -> y").output("y"), "tensor y read before it is written");
        TinyOnnx circle = new TinyOnnx()
                .input("x", 1)
                .node("Add x,b -> a")
                .node("Relu a -> b")
                .output("b");
        refused(circle, "tensor b read before it is written");
    }

    @Test
    void twoWritersOfOneTensor() {
        refused(
                new TinyOnnx()
                        .input("x", 1)
                        .node("Relu x -> y")
                        .node("Relu x -> y")
                        .output("y"),
                "a result in tensor y, which exists already");
        refused(new TinyOnnx().input("x", 1).node("Relu x -> x").output("x"), "a result in tensor x");
        refused(new TinyOnnx().input("x", 1).input("x", 2).node("Relu x -> y").output("y"), "two of this name");
        refused(
                new TinyOnnx().input("x", 4).node("Split x -> y,y", "axis", 0).output("y"),
                "a result in tensor y, which exists already");
    }

    @Test
    void contentsThatDoNotFit() {
        TinyOnnx shortOne = new TinyOnnx()
                .input("x", 4)
                .floats("c", new long[] {4}, 1, 2, 3)
                .node("Add x,c -> y")
                .output("y");
        refused(shortOne, "12 bytes of contents");
        TensorProto.Builder typed =
                TensorProto.newBuilder().setName("c").setDataType(1).addDims(4).addFloatData(1);
        refused(
                new TinyOnnx()
                        .input("x", 4)
                        .initializer(typed)
                        .node("Add x,c -> y")
                        .output("y"),
                "1 numbers");
    }

    @Test
    void operandsOfTheWrongRank() {
        TinyOnnx biased = new TinyOnnx()
                .input("x", 1, 1, 2, 2)
                .input("b")
                .counted("w", 1, 1, 1, 1)
                .node("Conv x,w,b -> y")
                .output("y");
        refused(biased, "node 0 (Conv)", "an operand of 0 dimensions, expected 1");
    }

    @Test
    void deepNesting() throws IOException {
        ByteString graph = GraphProto.getDefaultInstance().toByteString();
        for (int i = 0; i < 2_000; i++) {
            // A graph that holds a node that holds an attribute that holds a graph.
            graph = field(1, field(5, field(6, graph)));
        }
        refused(field(7, graph).asReadOnlyByteBuffer(), "byte");
    }

    @Test
    void manyTinyMessages() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < 3_000_000; i++) {
            output.writeByteArray(1, new byte[0]);
        }
        output.flush();
        refused(field(7, ByteString.copyFrom(bytes.toByteArray())).asReadOnlyByteBuffer(), "more than 524288 fields");
    }

    @Test
    void lengthsBeyondTheFile() {
        refused(ByteBuffer.wrap(new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07}), "byte");
        refused(ByteBuffer.wrap(new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}), "byte");
        refused(ByteBuffer.wrap(new byte[0]), "no bytes");
        refused(ByteBuffer.wrap("not an ONNX file".getBytes(java.nio.charset.StandardCharsets.UTF_8)), "byte");
    }

    @Test
    void oneConstantReorderedAThousandTimes() {
        TinyOnnx file = new TinyOnnx().input("x", 1).counted("c", 512, 2048);
        for (int i = 0; i < 1000; i++) {
            file.node("Transpose c -> t" + i);
        }
        refused(file.node("Relu x -> y").output("y"), "again and again");
    }

    @Test
    void ranksThatGrow() {
        TinyOnnx file = new TinyOnnx().input("x0", 1).bytes("i", TinyOnnx.INT8, new long[] {1, 1}, 0);
        for (int i = 0; i < 100; i++) {
            file.node("Gather x" + i + ",i -> x" + (i + 1));
        }
        refused(file.output("x100"), "17 dimensions");
    }

    @Test
    void manyResizes() {
        TinyOnnx file = new TinyOnnx().input("x", 1, 1, 1, 1).floats("s", new long[] {4}, 1, 1, 1, 1 << 20);
        for (int i = 0; i < 2000; i++) {
            file.node("Upsample x,s -> y" + i);
        }
        assertTimeoutPreemptively(
                AT_ONCE, () -> assertThat(file.output("y0").network().layers()).hasSize(2000));
    }

    @Test
    void filesThatAreTooLarge(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Integer.MAX_VALUE + 1L);
        }
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> OnnxReader.read(file))
                .withMessageContaining("2147483648 bytes");
        Files.delete(file);
    }

    @Test
    void unknownOperatorsDomainsAndVersions() {
        refused(new TinyOnnx().input("x", 1).node("LSTM x -> y").output("y"), "node 0 (LSTM)", "state");
        refused(new TinyOnnx().input("x", 1).node("If x -> y").output("y"), "node 0 (If)", "control flow");
        refused(new TinyOnnx().input("x", 1).node("Einsum x -> y").output("y"), "node 0 (Einsum)", "not known");
        refused(
                new TinyOnnx()
                        .input("x", 1)
                        .node("qonnx.custom_op.general.Quant x -> y")
                        .output("y"),
                "node 0 (qonnx.custom_op.general.Quant)",
                "domain");
        refused(new TinyOnnx().opset(5).input("x", 1).node("Relu x -> y").output("y"), "operator set 5");
        refused(new TinyOnnx().opset(99).input("x", 1).node("Relu x -> y").output("y"), "operator set 99");
        refused(new TinyOnnx().typed("x", 11, 1).node("Relu x -> y").output("y"), "element type DOUBLE");
    }

    @Test
    void emptyModelsAndGraphs() {
        refused(
                ModelProto.newBuilder()
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                        .build()
                        .toByteString()
                        .asReadOnlyByteBuffer(),
                "no graph");
        refused(new TinyOnnx().input("x", 1), "0 layers");
        NodeProto bare = NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("c")
                .addAttribute(AttributeProto.newBuilder().setName("value").setType(AttributeProto.AttributeType.TENSOR))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder().addNode(bare))
                .build();
        refused(model.toByteString().asReadOnlyByteBuffer(), "UNDEFINED");
    }

    @Test
    void manyTinyMessagesInEveryCorner() throws IOException {
        ByteString nodesOfFunction = field(25, repeated(7));
        ByteString training = field(20, field(1, repeated(1)));
        ByteString dimensions = field(7, field(11, field(2, field(1, field(2, repeated(1))))));
        ByteString annotations = field(7, field(14, repeated(2)));
        for (ByteString bomb : List.of(nodesOfFunction, training, dimensions, annotations)) {
            refused(bomb.asReadOnlyByteBuffer(), "more than 524288 fields");
        }
        ByteString sparse = field(7, field(15, field(3, ByteString.copyFrom(new byte[1 << 25]))));
        refused(sparse.asReadOnlyByteBuffer(), "bytes of packed numbers");
    }

    /** A million empty messages. */
    private static ByteString repeated(int number) throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < 1 << 20; i++) {
            output.writeBytes(number, ByteString.EMPTY);
        }
        output.flush();
        return bytes.toByteString();
    }

    @Test
    void groupsInGroups() {
        byte[] opened = new byte[1 << 20];
        Arrays.fill(opened, (byte) 0x0b);
        refused(ByteBuffer.wrap(opened), "groups nested deeper than 32");
        byte[] opensAndCloses = new byte[1 << 21];
        for (int i = 0; i < opensAndCloses.length; i++) {
            opensAndCloses[i] = (byte) (i % 2 == 0 ? 0x0b : 0x0c);
        }
        refused(ByteBuffer.wrap(opensAndCloses), "more than 524288 fields");
    }

    @Test
    void deepNestingInFunctions() throws IOException {
        ByteString graph = GraphProto.getDefaultInstance().toByteString();
        for (int i = 0; i < 500; i++) {
            graph = field(1, field(5, field(6, graph)));
        }
        refused(field(25, field(7, field(5, field(6, graph)))).asReadOnlyByteBuffer(), "byte");
    }

    @Test
    void everyTruncationIsRefusedOrHarmless() {
        for (TinyOnnx file : TinyModels.all()) {
            byte[] bytes = file.model().toByteArray();
            int refused = 0;
            for (int length = 0; length < bytes.length; length++) {
                refused += readOrRefused(ByteBuffer.wrap(bytes, 0, length)) ? 0 : 1;
            }
            assertThat(refused).as("cuts into the graph").isGreaterThan(bytes.length * 9 / 10);
        }
    }

    @Test
    void everyByteChangedIsRefusedOrHarmless() {
        for (TinyOnnx file : TinyModels.all()) {
            byte[] bytes = file.model().toByteArray();
            for (int i = 0; i < bytes.length; i++) {
                byte sound = bytes[i];
                for (int other : new int[] {0, 0xff, sound ^ 1}) {
                    bytes[i] = (byte) other;
                    readOrRefused(ByteBuffer.wrap(bytes));
                }
                bytes[i] = sound;
            }
        }
    }

    private static boolean readOrRefused(ByteBuffer file) {
        try {
            OnnxReader.read("hostile.onnx", file, Map.of());
            return true;
        } catch (NetworkFormatException refusal) {
            assertThat(refusal.getMessage()).doesNotContain("\n");
            return false;
        }
    }

    @Test
    void externalDataThatIsNoFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("net.onnx");
        Files.createDirectory(folder.resolve("data"));
        externalData(file, "data");
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> OnnxReader.read(file))
                .withMessageContaining("found a directory");
        Path endless = Path.of("/dev/zero");
        if (Files.exists(endless)) {
            Files.createSymbolicLink(folder.resolve("zeros"), endless);
            externalData(file, "zeros");
            assertThatExceptionOfType(NetworkFormatException.class)
                    .isThrownBy(() -> OnnxReader.read(file))
                    .withMessageContaining("a device or pipe");
        }
        Files.deleteIfExists(folder.resolve("zeros"));
        for (String location : List.of("../../etc/passwd", "/etc/passwd", "data/../../x", "..", ".", "\0", "")) {
            externalData(file, location);
            assertThatExceptionOfType(NetworkFormatException.class)
                    .as(location)
                    .isThrownBy(() -> OnnxReader.read(file))
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n", "\0"));
        }
    }

    private static void externalData(Path file, String location) throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("c")
                .setDataType(TinyOnnx.FLOAT)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
        TinyOnnx model = new TinyOnnx()
                .input("x", 2)
                .initializer(tensor)
                .node("Add x,c -> y")
                .output("y");
        Files.write(file, model.model().toByteArray());
    }

    @Test
    void giantAndEvilStrings() {
        String giant = "y".repeat(1 << 22);
        assertThat(new TinyOnnx()
                        .input("x", 1)
                        .node("Relu x -> " + giant)
                        .output(giant)
                        .network()
                        .layers())
                .hasSize(1);
        refused(new TinyOnnx().input("x", 1).node(giant + " x -> y").output("y"), "not known");
        refused(new TinyOnnx().input("x", 1).node("Add x," + giant + " -> y").output("y"), "read before");
        String evil = "e\n\u001b[31m\u2028\u202enext";
        refused(new TinyOnnx().input("x", 1).node("Add x," + evil + " -> y").output("y"), "e__[31m__next");
    }

    private static ByteString field(int number, ByteString contents) throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.writeBytes(number, contents);
        output.flush();
        return bytes.toByteString();
    }

    private static void refused(TinyOnnx file, String... parts) {
        refused(file.bytes(), parts);
    }

    private static void refused(ByteBuffer file, String... parts) {
        assertTimeoutPreemptively(
                AT_ONCE,
                () -> assertThatExceptionOfType(NetworkFormatException.class)
                        .isThrownBy(() -> OnnxReader.read("hostile.onnx", file, Map.of()))
                        .satisfies(failure -> assertThat(failure.getMessage())
                                .contains(parts)
                                .doesNotContain("\n")
                                .hasSizeLessThan(600)));
    }
}
