package dev.shingle.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where third-party networks lie on machines that have them. */
final class SharedModels {

    private static final Path TFLITE = Path.of("..", "..", "shared", "models", "tflite");

    private SharedModels() {}

    /** The file, or a skipped test that says what is missing. */
    static Path tflite(String name) {
        Path file = TFLITE.resolve(name + ".tflite");
        assumeTrue(Files.isRegularFile(file), "no shared models at " + TFLITE);
        return file;
    }
}
