package dev.shingle.sim.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.sim.arithmetic.Rounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tensor of real quantised networks, bit for bit as a real interpreter computed it. */
class GoldenLayersTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");
    private static final Pattern LINE = Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[.*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ad01_int8",
                "ic_resnet8_int8",
                "kws_ref_model_int8",
                "person_detect",
                "ssd_slim_120x160x1_v1_int8",
                "vww",
                "vww_96_int8",
            })
    void everyTensorIsThatOfTheInterpreter(String name) throws IOException {
        Path golden = MODELS.resolve("golden").resolve("layers").resolve(name);
        assumeTrue(Files.isDirectory(golden), "no shared models at " + MODELS);
        Map<String, Path> expected = expected(golden);
        Network raw = TfliteReader.read(MODELS.resolve("tflite").resolve(name + ".tflite"));
        Network simplified = Simplifier.standard().simplify(raw).network();
        int all = compare(name, raw, expected);
        int some = compare(name, simplified, expected);
        System.out.printf(
                "%-28s %3d of %3d tensors equal, simplified %3d%n",
                name, all, raw.featureMaps().size(), some);
        assertThat(all).isEqualTo(raw.featureMaps().size());
        assertThat(some).isGreaterThan(all / 3);
    }

    private static int compare(String name, Network network, Map<String, Path> expected) throws IOException {
        Map<String, TensorData> produced = new TreeMap<>();
        Observer observer = (map, data) -> produced.put(map.name(), data) == null;
        NetworkExecution.run(network, fill(network), Rounding.TFLITE, observer);
        int compared = 0;
        for (Map.Entry<String, TensorData> entry : produced.entrySet()) {
            Path file = expected.get(entry.getKey());
            if (file != null) {
                TensorData data = entry.getValue();
                TensorData golden = TensorData.wrap(data.shape(), data.type(), Files.readAllBytes(file));
                assertThat(differences(data, golden))
                        .as(name + ": " + entry.getKey())
                        .isZero();
                compared++;
            }
        }
        return compared;
    }

    private static int differences(TensorData found, TensorData expected) {
        int differences = 0;
        for (int i = 0; i < found.bytes().limit(); i++) {
            differences += found.bytes().get(i) == expected.bytes().get(i) ? 0 : 1;
        }
        return differences;
    }

    static Map<String, TensorData> fill(Network network) {
        Map<String, TensorData> inputs = new HashMap<>();
        for (FeatureMap input : network.inputs()) {
            inputs.put(input.name(), TensorData.fill(input.shape(), input.type()));
        }
        return inputs;
    }

    /** The last interpreter run of a tensor counts; files name each tensor once. */
    private static Map<String, Path> expected(Path golden) throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (String line : Files.readAllLines(golden.resolve("layers.csv"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                files.put(matcher.group(3), golden.resolve("t" + matcher.group(2) + ".bin"));
            }
        }
        return files;
    }
}
