package dev.shingle.cli;

import dev.shingle.networks.Network;
import dev.shingle.networks.json.NetworkJson;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.tflite.write.TfliteWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a network in the format that the file's ending names. */
final class NetworkFile {

    private NetworkFile() {}

    /** Refuses endings that name no format, before work is done. */
    static void checkEnding(Path file) {
        String name = name(file);
        if (!name.endsWith(".tflite") && !name.endsWith(".onnx") && !name.endsWith(".json")) {
            throw new UsageException(file + ": found an ending that is not known, expected .tflite, .onnx or .json");
        }
    }

    /** An ending that names no other format means JSON. */
    static void write(Network network, Path file) {
        String name = name(file);
        if (name.endsWith(".tflite")) {
            OutputFile.write(file, TfliteWriter.write(network));
        } else if (name.endsWith(".onnx")) {
            OutputFile.write(file, OnnxWriter.write(network));
        } else {
            OutputFile.write(file, NetworkJson.write(network));
        }
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }
}
