package dev.shingle.networks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real networks, as read and as simplified, survive being written as JSON. */
class SharedModelsAsJsonTest {

    private static final Path MODELS = Path.of("..", "..", "shared", "models", "tflite");

    @Test
    void survive(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(MODELS), "no shared models at " + MODELS);
        int networks = 0;
        for (Path model : models()) {
            Network network;
            try {
                network = TfliteReader.read(model);
            } catch (NetworkFormatException refused) {
                continue;
            }
            Path file = folder.resolve(model.getFileName() + ".json");
            check(network, file);
            check(Simplifier.standard().simplify(network).network(), file);
            networks++;
        }
        assertThat(networks).isGreaterThan(10);
    }

    private static void check(Network network, Path file) throws IOException {
        NetworkJson.write(network, file);
        Network again = NetworkJson.read(file);
        assertThat(again.equals(network)).as(file.toString()).isTrue();
        assertThat(NetworkHash.of(again)).isEqualTo(NetworkHash.of(network));
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.filter(file -> file.toString().endsWith(".tflite"))
                    .sorted()
                    .toList();
        }
    }
}
