package dev.shingle.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where third-party networks lie on machines that have them. */
final class SharedModels {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    private SharedModels() {}

    /** The file, or a skipped test that says what is missing. */
    static Path tflite(String name) {
        return file(MODELS.resolve("tflite").resolve(name + ".tflite"));
    }

    /** The file, or a skipped test that says what is missing. */
    static Path onnx(String name) {
        return file(MODELS.resolve("onnx").resolve(name + ".onnx"));
    }

    private static Path file(Path file) {
        assumeTrue(Files.isRegularFile(file), "no shared models at " + MODELS);
        return file;
    }
}
