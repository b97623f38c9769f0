package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.api.CalibrationSet;
import dev.shingle.api.Model;
import dev.shingle.api.QuantizationOptions;
import dev.shingle.api.Shingle;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.pictures.PictureConversion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the quantiser makes runs in TensorFlow Lite, bit for bit as with us. */
class QuantizedNetworksTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models", "onnx");

    @ParameterizedTest
    @CsvSource({"version-slim-320_simplified.onnx, 127, 128", "yunet_n_320_320.onnx, 0, 1", "FastestDet.onnx, 0, 255"})
    void realNetworks(String file, double mean, double scale) {
        assumeTrue(Files.isDirectory(MODELS), "no shared models at " + MODELS);
        Model model = Shingle.load(MODELS.resolve(file).toString());
        assertAgreement(quantized(model, PictureConversion.of(mean, scale)));
    }

    @Test
    void builtNetwork() {
        NetworkBuilder net = new NetworkBuilder("built", ElementType.FLOAT32);
        FeatureMap image = net.input("image", Shape.hwc(24, 32, 3));
        FeatureMap stem = net.convolution("stem", image, 8, Border.SAME.window(image, 3, 2), Activation.RELU6);
        FeatureMap depth = net.depthwise("depth", stem, 1, Border.SAME.window(stem, 3, 1), Activation.NONE);
        FeatureMap sum = net.add("sum", stem, depth, Activation.RELU);
        FeatureMap joined =
                net.concatenation("joined", sum, net.averagePool("mean", sum, Border.SAME.window(sum, 3, 1)));
        net.output(net.softmax("classes", net.fullyConnected("logits", joined, 5, Activation.NONE)));
        Network network = net.build();
        assertAgreement(quantized(
                new Model("built", network, network, network, ImmutableList.of(), ImmutableMap.of()),
                PictureConversion.UNIT));
    }

    private static Network quantized(Model model, PictureConversion conversion) {
        return Shingle.quantize(
                        model,
                        CalibrationSet.generated(conversion, 2, 1),
                        CalibrationSet.generated(conversion, 1, 2),
                        QuantizationOptions.defaults(),
                        (phase, done, samples) -> {})
                .network();
    }

    private static void assertAgreement(Network network) {
        Agreement agreement = new Agreement(Oracle.tflite());
        agreement.check(network.name(), network, Inputs.random(network, new Random(1)));
        Findings findings = agreement.findings();
        assertThat(findings.different() + findings.refusals() + findings.unwritable())
                .as(findings.toString())
                .isZero();
        assertThat(findings.equal()).isGreaterThanOrEqualTo(network.layers().size());
    }
}
