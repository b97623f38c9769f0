package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
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
                        .satisfies(failure ->
                                assertThat(failure.getMessage()).contains(parts).doesNotContain("\n")));
    }
}
