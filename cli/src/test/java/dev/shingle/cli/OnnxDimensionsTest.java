package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX files with open dimensions, from the command line. */
class OnnxDimensionsTest {

    @TempDir
    private Path folder;

    private String model = "";

    @BeforeEach
    void writeModel() throws IOException {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(3))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("height"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(5));
        ValueInfoProto.Builder input = ValueInfoProto.newBuilder()
                .setName("x")
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)));
        ModelProto file = ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .addInput(input)
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Relu")
                                .addInput("x")
                                .addOutput("y"))
                        .addOutput(ValueInfoProto.newBuilder().setName("y")))
                .build();
        Path path = folder.resolve("open.onnx");
        Files.write(path, file.toByteArray());
        model = path.toString();
    }

    @Test
    void sizesAreGivenByName() {
        CliSession session = CliSession.run("size", model, "--dim", "height=4");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("4x5x3", "Open dimensions of the file: batch = 1, height = 4");
        assertThat(CliSession.run("size", model, "--dim", "height=4", "--json").out())
                .contains("\"batch\" : 1", "\"height\" : 4");
    }

    @Test
    void missingUnknownAndSenselessSizesAreTold() {
        assertThat(CliSession.run("size", model))
                .satisfies(session -> assertThat(session.exitCode()).isEqualTo(2))
                .satisfies(session -> assertThat(session.err()).contains("--dim height=SIZE"));
        assertThat(CliSession.run("size", model, "--dim", "height=4", "--dim", "depth=1"))
                .satisfies(session -> assertThat(session.exitCode()).isEqualTo(2))
                .satisfies(session -> assertThat(session.err()).contains("--dim depth"));
        assertThat(CliSession.run("size", model, "--dim", "height=0").exitCode())
                .isEqualTo(2);
        assertThat(CliSession.run("size", "camera-face", "--dim", "height=4").exitCode())
                .isEqualTo(2);
    }
}
