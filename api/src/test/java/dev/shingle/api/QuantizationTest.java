package dev.shingle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.quantize.Edges;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both networks run; what they give is compared on pictures of another seed than those of the calibration. */
class QuantizationTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    private static final QuantizationProgress SILENT = (phase, done, samples) -> {};

    @Test
    void floatNetworkIsAtLeast30DecibelsAboveTheError() {
        assertThat(quantized(QuantizationOptions.defaults()).fidelity())
                .hasSize(2)
                .allSatisfy(output ->
                        assertThat(output.decibels()).as(output.output()).isGreaterThanOrEqualTo(30));
    }

    @Test
    void floatEdgesGiveTheSameNumbers() {
        QuantizationResult stored = quantized(QuantizationOptions.defaults());
        QuantizationResult real = quantized(QuantizationOptions.defaults().withEdges(Edges.FLOAT32));
        for (int i = 0; i < 2; i++) {
            assertThat(real.fidelity().get(i).decibels())
                    .isCloseTo(stored.fidelity().get(i).decibels(), within(1e-3));
        }
    }

    @Test
    void ultraFaceIsAtLeast30DecibelsAboveTheError() {
        Path file = MODELS.resolve("onnx/version-slim-320_simplified.onnx");
        assumeTrue(Files.exists(file), "no shared models at " + MODELS);
        PictureConversion conversion = PictureConversion.of(127, 128);
        QuantizationResult result = Shingle.quantize(
                Shingle.load(file.toString()),
                CalibrationSet.generated(conversion, 16, 1),
                CalibrationSet.generated(conversion, 3, 2),
                QuantizationOptions.defaults(),
                SILENT);
        assertThat(result.fidelity())
                .hasSize(2)
                .allSatisfy(output ->
                        assertThat(output.decibels()).as(output.output()).isGreaterThanOrEqualTo(30));
    }

    /**
     * What 8 bits give for detectors whose small outputs hang on large activations; measured 18.8 to 37 and 16 to 32. The
     * floors are there so that it does not get worse unnoticed.
     */
    @ParameterizedTest
    @CsvSource({"yunet_n_320_320.onnx, 1, 17", "FastestDet.onnx, 255, 14"})
    void otherDetectorsDoNotGetWorse(String name, double scale, double floor) {
        Path file = MODELS.resolve("onnx").resolve(name);
        assumeTrue(Files.exists(file), "no shared models at " + MODELS);
        PictureConversion conversion = PictureConversion.of(0, scale);
        QuantizationResult result = Shingle.quantize(
                Shingle.load(file.toString()),
                CalibrationSet.generated(conversion, 16, 1),
                CalibrationSet.generated(conversion, 3, 2),
                QuantizationOptions.defaults().trimmed(),
                SILENT);
        assertThat(result.fidelity())
                .isNotEmpty()
                .allSatisfy(output ->
                        assertThat(output.decibels()).as(output.output()).isGreaterThanOrEqualTo(floor));
    }

    /** Seeded weights are large: a softmax of these logits would only show ties that flip. */
    private static QuantizationResult quantized(QuantizationOptions options) {
        NetworkBuilder net = new NetworkBuilder("sample", ElementType.FLOAT32);
        FeatureMap image = net.input("image", Shape.hwc(32, 32, 3));
        FeatureMap first = net.convolution("first", image, 8, Border.SAME.window(image, 3, 2), Activation.RELU);
        FeatureMap depth = net.depthwise("depth", first, 1, Border.SAME.window(first, 3, 1), Activation.RELU);
        FeatureMap point = net.convolution("point", depth, 8, Border.SAME.window(depth, 1, 1), Activation.NONE);
        FeatureMap sum = net.add("sum", first, point, Activation.RELU);
        FeatureMap pool = net.maxPool("pool", sum, Border.SAME.window(sum, 2, 2));
        FeatureMap joined = net.concatenation("joined", pool, pool);
        FeatureMap boxes = net.convolution("boxes", joined, 4, Border.SAME.window(joined, 3, 1), Activation.NONE);
        FeatureMap classes = net.fullyConnected("classes", joined, 10, Activation.NONE);
        Network network = net.output(boxes).output(classes).build();
        Model model = new Model("sample", network, network, network, ImmutableList.of(), ImmutableMap.of());
        return Shingle.quantize(
                model,
                CalibrationSet.generated(PictureConversion.UNIT, 16, 1),
                CalibrationSet.generated(PictureConversion.UNIT, 4, 2),
                options,
                SILENT);
    }
}
