package dev.shingle.networks.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks with real weights: what they compute is what a reference runtime computed, simplified or not. */
class GoldenOutputsTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2_conv",
                "FastestDet",
                "light_inception_v1",
                "light_shufflenet",
                "light_squeezenet",
                "mnist",
                "version-RFB-320_without_postprocessing",
                "version-slim-320_simplified",
                "yunet_n_320_320",
            })
    void outputsAreThoseOfTheReferenceRuntime(String name) throws IOException {
        Path golden = MODELS.resolve("golden").resolve("outputs").resolve(name + ".onnx");
        assumeTrue(Files.isDirectory(golden), "no shared models at " + MODELS);
        OnnxModel model = OnnxReader.read(MODELS.resolve("onnx").resolve(name + ".onnx"), Map.of());
        Map<String, double[]> inputs = new HashMap<>();
        for (FeatureMap input : model.network().inputs()) {
            inputs.put(input.name(), Tensor.stored(fill((int) input.shape().elements()), model, input));
        }
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        for (Network network : List.of(model.network(), simplified)) {
            Map<String, double[]> values = PlainRuntime.run(network, inputs);
            for (int i = 0; i < network.outputs().size(); i++) {
                FeatureMap output = network.outputs().get(i);
                double[] expected = Tensor.floats(golden.resolve("out_" + i + ".bin"), model, output);
                Tensor.assertClose(name, values.get(output.name()), expected);
            }
        }
    }

    /** The fill that the reference outputs were made from. */
    private static double[] fill(int elements) {
        double[] values = new double[elements];
        long x = 12345;
        for (int i = 0; i < elements; i++) {
            x = (x * 1103515245 + 12345) & 0x7fffffff;
            values[i] = (float) (((x >>> 16) & 0x7fff) / 32767.0);
        }
        return values;
    }
}
