package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.onnx.OnnxModel;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ONNX format's own single-operator cases through our kernels, as they are read and simplified. */
class NodeTestsTest {

    private static final Path CASES = Path.of("..", "..", "shared", "models", "node-tests");
    private static final Closeness CLOSENESS = new Closeness(0, 1e-4);
    private static final int LEAST_PASSED = 200;

    /** Corners are aligned to a size that is not rounded, which no runtime does. */
    private static final ImmutableSet<String> NOT_AS_RUNTIMES_DO =
            ImmutableSet.of("test_resize_downsample_scales_linear_align_corners");

    private final Map<String, String> failed = new TreeMap<>();
    private final Map<String, String> unsupported = new TreeMap<>();
    private int passed;

    @Test
    void resultsAreTheExpectedTensors() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "no node tests at " + CASES);
        try (Stream<Path> cases = Files.list(CASES)) {
            for (Path directory : cases.sorted().toList()) {
                check(directory);
            }
        }
        System.out.printf("%d passed, %d failed, %d unsupported%n", passed, failed.size(), unsupported.size());
        failed.forEach((name, reason) -> System.out.println("  failed: " + name + ": " + reason));
        unsupported.forEach((name, reason) -> System.out.println("  unsupported: " + name + ": " + reason));
        assertThat(failed.keySet()).isEqualTo(NOT_AS_RUNTIMES_DO);
        assertThat(passed).isGreaterThan(LEAST_PASSED);
    }

    private void check(Path directory) throws IOException {
        String name = directory.getFileName().toString();
        try {
            Optional<String> difference = difference(name, directory);
            difference.ifPresent(told -> failed.put(name, told));
            passed += difference.isEmpty() ? 1 : 0;
        } catch (NetworkFormatException | UnsupportedLayerException refused) {
            unsupported.put(name, refused.getMessage());
        }
    }

    private static Optional<String> difference(String name, Path directory) throws IOException {
        Path data = directory.resolve("test_data_set_0");
        ModelProto stored = ModelProto.parseFrom(Files.readAllBytes(directory.resolve("model.onnx")));
        OnnxModel model = OnnxReader.read(
                name, withParameters(stored, data).toByteString().asReadOnlyByteBuffer(), Map.of());
        Map<String, TensorData> inputs = new HashMap<>();
        for (FeatureMap input : model.network().inputs()) {
            inputs.put(input.name(), tensor(data.resolve("input_0.pb"), model, input));
        }
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        for (Network network : List.of(model.network(), simplified)) {
            Map<String, TensorData> outputs = NetworkExecution.run(network, inputs, Rounding.TFLITE, Observer.NONE);
            ImmutableList<FeatureMap> maps = network.outputs();
            for (int i = 0; i < maps.size(); i++) {
                TensorData expected = tensor(data.resolve("output_" + i + ".pb"), model, maps.get(i));
                Optional<String> told =
                        CLOSENESS.difference(outputs.get(maps.get(i).name()), expected);
                if (told.isPresent()) {
                    return told;
                }
            }
        }
        return Optional.empty();
    }

    private static TensorData tensor(Path file, OnnxModel model, FeatureMap map) throws IOException {
        return NodeTensors.read(file, model, map)
                .orElseThrow(() -> new UnsupportedLayerException(map.name(), "elements of an unknown type"));
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
}
