package dev.shingle.sim.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.onnx.OnnxModel;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.sim.arithmetic.Rounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What whole networks compute is what TensorFlow Lite and ONNX Runtime computed: bit for bit where it is quantised, else but
 * for the order of their sums.
 */
class GoldenOutputsTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bilinear_fin_munet_uint8",
                "detection",
                "face_detection_short_range",
                "mobilenet_v1_0.25_128_quant",
                "prisma_quant",
                "split_concat",
                "version-RFB-320_without_postprocessing",
            })
    void outputsAreThoseOfTensorFlowLite(String name) throws IOException {
        compareTflite(name);
    }

    /** 55 billion products; only on demand: {@code -Dlong.checks=true}. Of its 6 MB there is a checksum. */
    @Test
    @EnabledIfSystemProperty(named = "long.checks", matches = "true")
    void outputsOfAnImageOfHalfAMillionPixels() throws IOException {
        String name = "edsr_f32b5_full_qint8.tflite";
        String meta = Files.readString(golden(name).resolve("meta.txt"));
        Network network = TfliteReader.read(MODELS.resolve("tflite").resolve(name));
        TensorData output = NetworkExecution.run(
                        network, GoldenLayersTest.fill(network), Rounding.TFLITE, Observer.NONE)
                .values()
                .asList()
                .get(0);
        CRC32 checksum = new CRC32();
        checksum.update(output.bytes());
        assertThat(meta).contains("crc32 " + Long.toHexString(checksum.getValue()));
    }

    private static void compareTflite(String name) throws IOException {
        Path golden = golden(name + ".tflite");
        Network raw = TfliteReader.read(MODELS.resolve("tflite").resolve(name + ".tflite"));
        Network simplified = Simplifier.standard().simplify(raw).network();
        for (Network network : List.of(raw, simplified)) {
            long start = System.nanoTime();
            Map<String, TensorData> outputs =
                    NetworkExecution.run(network, GoldenLayersTest.fill(network), Rounding.TFLITE, Observer.NONE);
            double seconds = (System.nanoTime() - start) * 1e-9;
            for (int i = 0; i < network.outputs().size(); i++) {
                FeatureMap output = network.outputs().get(i);
                TensorData expected = TensorData.wrap(
                        output.shape(), output.type(), Files.readAllBytes(golden.resolve("out_" + i + ".bin")));
                compare(name + ": " + output.name(), outputs.get(output.name()), expected, seconds);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2_conv",
                "FastestDet",
                "light_densenet121",
                "light_inception_v1",
                "light_resnet50",
                "light_shufflenet",
                "light_squeezenet",
                "mnist",
                "version-RFB-320_without_postprocessing",
                "version-slim-320_simplified",
                "yunet_n_320_320",
                "yunet_n_dynamic",
            })
    void outputsAreThoseOfOnnxRuntime(String name) throws IOException {
        Path golden = golden(name + ".onnx");
        Map<String, Integer> symbols = name.equals("yunet_n_dynamic") ? Map.of("height", 320, "width", 320) : Map.of();
        OnnxModel model = OnnxReader.read(MODELS.resolve("onnx").resolve(name + ".onnx"), symbols);
        Map<String, TensorData> inputs = new HashMap<>();
        for (FeatureMap input : model.network().inputs()) {
            inputs.put(input.name(), stored(TensorData.fill(input.shape(), input.type()), model, input));
        }
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        for (Network network : List.of(model.network(), simplified)) {
            long start = System.nanoTime();
            Map<String, TensorData> outputs = NetworkExecution.run(network, inputs, Rounding.TFLITE, Observer.NONE);
            double seconds = (System.nanoTime() - start) * 1e-9;
            for (int i = 0; i < network.outputs().size(); i++) {
                FeatureMap output = network.outputs().get(i);
                byte[] bytes = Files.readAllBytes(golden.resolve("out_" + i + ".bin"));
                TensorData expected = stored(TensorData.wrap(output.shape(), output.type(), bytes), model, output);
                compare(name + ": " + output.name(), outputs.get(output.name()), expected, seconds);
            }
        }
    }

    private static TensorData stored(TensorData inFile, OnnxModel model, FeatureMap map) {
        return StoredOrder.of(inFile, map.shape(), model.storedAxes().get(map.name()));
    }

    private static Path golden(String file) {
        Path golden = MODELS.resolve("golden").resolve("outputs").resolve(file);
        assumeTrue(Files.isDirectory(golden), "no shared models at " + MODELS);
        return golden;
    }

    private static void compare(String what, TensorData found, TensorData expected, double seconds) {
        int count = (int) expected.shape().elements();
        if (found.type() != ElementType.FLOAT32) {
            int different = 0;
            for (int i = 0; i < count; i++) {
                different += found.numbers().integer(i) == expected.numbers().integer(i) ? 0 : 1;
            }
            System.out.printf("%-60.60s %8d elements, %d differ, %.2f s%n", what, count, different, seconds);
            assertThat(different).as(what).isZero();
            return;
        }
        double magnitude = 0;
        for (int i = 0; i < count; i++) {
            magnitude = Math.max(magnitude, Math.abs(expected.numbers().value(i)));
        }
        double worst = 0;
        for (int i = 0; i < count; i++) {
            double value = expected.numbers().value(i);
            double error =
                    Math.abs(found.numbers().value(i) - value) / (Math.abs(value) + 1e-2 * Math.max(1, magnitude));
            worst = Math.max(worst, error);
        }
        System.out.printf("%-60.60s %8d elements, worst relative error %.1e, %.2f s%n", what, count, worst, seconds);
        assertThat(worst).as(what).isLessThan(1e-4);
    }
}
