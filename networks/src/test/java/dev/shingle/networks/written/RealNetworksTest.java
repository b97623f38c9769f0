package dev.shingle.networks.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.tflite.write.TfliteWriter;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The zoo's networks, and real files if they are at hand, survive being written. */
class RealNetworksTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    static Collection<String> zoo() {
        TreeSet<String> specs = new TreeSet<>();
        for (ZooEntry entry : Zoo.entries()) {
            specs.add(entry.name());
            specs.add(entry.example());
        }
        specs.addAll(List.of(
                "camera-face:96x96x3",
                "dncnn:33x47,depth=5,residual=true",
                "mobilenet-v1:0.5,97x95x3",
                "mobilenet-v1-convolutions:0.25,97x95x3"));
        return specs;
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void zooNetworkReadIsZooNetworkWritten(String spec) {
        Network network = Zoo.build(spec);
        Network tflite = TfliteReader.read("zoo.tflite", TfliteWriter.write(network));
        assertThat(text(simplified(tflite), true)).isEqualTo(text(simplified(network), true));
        Network onnx = OnnxReader.read("zoo.onnx", OnnxWriter.write(network), ImmutableMap.of())
                .network();
        assertThat(text(simplified(onnx), false))
                .isEqualTo(text(simplified(OnnxForm.withMatrices(simplified(network))), false));
    }

    @Test
    void realTfliteFiles() throws IOException {
        int same = 0;
        for (Path file : files("tflite")) {
            Network network;
            try {
                network = TfliteReader.read(file);
            } catch (NetworkFormatException notCnn) {
                continue;
            }
            try {
                Network again = TfliteReader.read(file.toString(), TfliteWriter.write(network));
                assertThat(text(again, true)).as(file.toString()).isEqualTo(text(network, true));
                same++;
            } catch (NetworkFormatException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
        System.out.println(same + " .tflite files are the same after reading and writing");
        assertThat(same).isGreaterThanOrEqualTo(14);
    }

    @Test
    void realOnnxFiles() throws IOException {
        int same = 0;
        for (Path file : files("onnx")) {
            Network network;
            try {
                network = simplified(OnnxReader.read(file));
            } catch (NetworkFormatException notCnn) {
                continue;
            }
            try {
                Network again =
                        simplified(OnnxReader.read(file.toString(), OnnxWriter.write(network), ImmutableMap.of())
                                .network());
                String found = text(again, false);
                String expected = text(simplified(OnnxForm.withMatrices(network)), false);
                assertThat(found).as(file.toString()).isEqualTo(expected);
                same++;
            } catch (NetworkFormatException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
        System.out.println(same + " .onnx files are the same after reading and writing");
        assertThat(same).isGreaterThanOrEqualTo(9);
    }

    private static String text(Network network, boolean allNames) {
        return new NetworkText(allNames).of(allNames ? network : OnnxForm.withoutViewsOfViews(network));
    }

    private static Network simplified(Network network) {
        return Simplifier.standard().simplify(network).network();
    }

    private static List<Path> files(String format) throws IOException {
        Path folder = MODELS.resolve(format);
        assumeTrue(Files.isDirectory(folder), "no shared models at " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("." + format))
                    .sorted()
                    .toList();
        }
    }
}
