package dev.shingle.networks.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files, if they are at hand. */
class SharedModelsTest {

    static final Path MODELS = Path.of("..", "..", "shared", "models");

    private static final Pattern GOLDEN_LINE =
            Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[(.*)]\",(\\d+),\\w+,.*");

    @BeforeEach
    void modelsAreThere() {
        assumeTrue(Files.isDirectory(MODELS.resolve("tflite")), "no shared models at " + MODELS);
    }

    @Test
    void everyCnnIsRead() throws IOException {
        for (Path file : files()) {
            if (file.endsWith("dtln_noise_suppression.tflite")) {
                continue;
            }
            Network network = TfliteReader.read(file);
            Map<String, Integer> counts = new TreeMap<>();
            for (Layer layer : network.layers()) {
                counts.merge(layer.operator().displayName(), 1, Integer::sum);
                assertThat(layer.operator()).as(layer.name()).isNotInstanceOf(Operator.Opaque.class);
            }
            System.out.printf(
                    "%-45s %4d layers %s%n", network.name(), network.layers().size(), counts);
        }
    }

    @Test
    void recurrentNetworkIsRefusedByName() {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> TfliteReader.read(MODELS.resolve("tflite/dtln_noise_suppression.tflite")))
                .withMessageContaining("UNIDIRECTIONAL_SEQUENCE_LSTM")
                .withMessageContaining("operator 0")
                .withMessageContaining("keeps state between runs");
    }

    @Test
    void biasesMayNameTheAxisOfTheirWeights() {
        Network network = TfliteReader.read(MODELS.resolve("tflite/person_detect.tflite"));
        long clamped = network.layers().stream()
                .flatMap(layer -> layer.constants().stream())
                .filter(constant -> constant.shape().rank() == 1
                        && constant.quantization().isPerChannel()
                        && constant.quantization().axis() == 0)
                .count();
        assertThat(clamped).isEqualTo(28);
    }

    @Test
    void halfPrecisionWeightsStayBehindTheirConversion() {
        Network network = TfliteReader.read(MODELS.resolve("tflite/face_detection_short_range.tflite"));
        Operator conversion = Operator.Pointwise.of(Operator.Pointwise.Function.DEQUANTIZE);
        assertThat(network.layers())
                .filteredOn(layer -> layer.operator().equals(conversion))
                .hasSize(74)
                .allMatch(layer -> layer.operands().get(0) instanceof Constant);
    }

    @Test
    void openDimensionsAreComputed() {
        Network network = TfliteReader.read(MODELS.resolve("tflite/version-RFB-320_without_postprocessing.tflite"));
        assertThat(network.outputs())
                .extracting(FeatureMap::shape)
                .containsExactly(Shape.of(1, 4420, 4), Shape.of(1, 4420, 2));
        Layer toBatch = network.layers().stream()
                .filter(layer -> layer.operator() instanceof Operator.SpaceToBatch)
                .findFirst()
                .orElseThrow();
        assertThat(toBatch.ofm().shape()).isEqualTo(Shape.of(25, 8, 10, 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "ic_resnet8_int8",
                "kws_ref_model_int8",
                "person_detect",
                "ssd_slim_120x160x1_v1_int8",
                "vww",
                "vww_96_int8"
            })
    void tensorsAreThoseOfTheInterpreter(String model) throws IOException {
        Network network = TfliteReader.read(MODELS.resolve("tflite/" + model + ".tflite"));
        List<String> lines =
                Files.readAllLines(MODELS.resolve("golden/layers/" + model + "/layers.csv"), StandardCharsets.UTF_8);
        int outputs = 0;
        for (String line : lines.subList(1, lines.size())) {
            Matcher golden = GOLDEN_LINE.matcher(line);
            assertThat(golden.matches()).as(line).isTrue();
            int node = Integer.parseInt(golden.group(1));
            FeatureMap found =
                    node < 0 ? network.inputs().get(0) : layerOf(network, node).ofm();
            assertThat(found.name()).isEqualTo(golden.group(3));
            assertThat(found.type().name()).isEqualToIgnoringCase(golden.group(4));
            assertThat(found.shape().dimensions().toArray()).isEqualTo(dimensions(golden.group(5)));
            assertThat(found.sizeBits() / 8).isEqualTo(Long.parseLong(golden.group(6)));
            outputs += node < 0 ? 0 : 1;
        }
        assertThat(outputs).isEqualTo(network.layers().size());
    }

    private static Layer layerOf(Network network, int operator) {
        return network.layers().stream()
                .filter(layer -> layer.sources().get(0).endsWith("#" + operator))
                .findFirst()
                .orElseThrow();
    }

    private static int[] dimensions(String text) {
        return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(MODELS.resolve("tflite"))) {
            return files.filter(file -> file.toString().endsWith(".tflite"))
                    .sorted()
                    .toList();
        }
    }
}
