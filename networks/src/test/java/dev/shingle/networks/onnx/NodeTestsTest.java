package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.simplify.Simplifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The format's own single-operator cases: the shapes of all results are those of the expected tensors. */
class NodeTestsTest {

    private static final Path CASES = Path.of("..", "..", "shared", "models", "node-tests");

    /** Corners are aligned to a size that is not rounded, which no runtime does. */
    private static final String NOT_AS_RUNTIMES_DO = "test_resize_downsample_scales_linear_align_corners";

    @Test
    void shapesAreThoseOfTheExpectedTensors() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no node tests at " + CASES);
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> opaque = new TreeMap<>();
        int right = 0;
        int asTheyAre = 0;
        for (Path directory : cases()) {
            String name = directory.getFileName().toString();
            Path data = directory.resolve("test_data_set_0");
            ModelProto stored = ModelProto.parseFrom(Files.readAllBytes(directory.resolve("model.onnx")));
            asTheyAre += problem(name, stored, data, new TreeMap<>()).isEmpty() ? 1 : 0;
            Optional<String> problem = problem(name, withParameters(stored, data), data, opaque);
            problem.ifPresent(reason -> refused.put(name, reason));
            right += problem.isEmpty() ? 1 : 0;
        }
        System.out.printf(
                "%d right (%d of them sized only), %d refused; with parameters at run time, %d%n",
                right, opaque.size(), refused.size(), asTheyAre);
        assertThat(right).isGreaterThan(225);
        assertThat(asTheyAre).isGreaterThan(165);
        SupportedOperators.checkCases(right, opaque, refused);
    }

    private static Optional<String> problem(String name, ModelProto stored, Path data, Map<String, String> opaque)
            throws IOException {
        try {
            OnnxModel model = OnnxReader.read(name, stored.toByteString().asReadOnlyByteBuffer(), Map.of());
            checkShapes(name, model, data);
            checkValues(name, model, data);
            for (Layer layer : model.network().layers()) {
                if (layer.operator() instanceof Operator.Opaque kind) {
                    opaque.put(name, kind.kind());
                }
            }
            return Optional.empty();
        } catch (NetworkFormatException unsupported) {
            return Optional.of(unsupported.getMessage());
        }
    }

    /** Networks have their weights, shapes and axes in the file; these cases have them as inputs. */
    private static ModelProto withParameters(ModelProto stored, Path data) throws IOException {
        ModelProto.Builder model = stored.toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        for (int i = 1; i < graph.getInputCount(); i++) {
            Path file = data.resolve("input_" + i + ".pb");
            if (Files.exists(file)) {
                TensorProto value = TensorProto.parseFrom(Files.readAllBytes(file));
                graph.addInitializer(value.toBuilder().setName(graph.getInput(i).getName()));
            }
        }
        return model.build();
    }

    private static void checkShapes(String name, OnnxModel model, Path data) throws IOException {
        Network network = model.network();
        for (int i = 0; i < network.outputs().size(); i++) {
            FeatureMap output = network.outputs().get(i);
            TensorProto expected = TensorProto.parseFrom(Files.readAllBytes(data.resolve("output_" + i + ".pb")));
            int[] dimensions =
                    expected.getDimsList().stream().mapToInt(Long::intValue).toArray();
            AxisOrder order = new AxisOrder(model.storedAxes().get(output.name()));
            assertThat(order.inFile(output.shape())).as(name).isEqualTo(Shape.of(dimensions));
            assertThat(ElementTypes.of(expected.getDataType())).as(name).contains(output.type());
        }
    }

    /** The network as it is, and simplified, on the case's data. */
    private static void checkValues(String name, OnnxModel model, Path data) throws IOException {
        boolean isKnown =
                model.network().layers().stream().noneMatch(layer -> layer.operator() instanceof Operator.Opaque);
        if (!isKnown || name.equals(NOT_AS_RUNTIMES_DO)) {
            return;
        }
        Map<String, double[]> inputs = new TreeMap<>();
        for (int i = 0; i < model.network().inputs().size(); i++) {
            FeatureMap input = model.network().inputs().get(i);
            inputs.put(input.name(), Tensor.read(data.resolve("input_" + i + ".pb"), model, input));
        }
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        for (Network network : List.of(model.network(), simplified)) {
            Map<String, double[]> values = PlainRuntime.run(network, inputs);
            for (int i = 0; i < network.outputs().size(); i++) {
                FeatureMap output = network.outputs().get(i);
                double[] expected = Tensor.read(data.resolve("output_" + i + ".pb"), model, output);
                Tensor.assertClose(name, values.get(output.name()), expected);
            }
        }
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted().toList();
        }
    }
}
