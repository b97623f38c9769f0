package dev.shingle.api;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.NetworkJson;
import dev.shingle.networks.onnx.OnnxModel;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.simplify.SimplifiedNetwork;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Finds out what a user's MODEL argument means: a file, told apart by its ending, or a network of the zoo. */
final class Models {

    private static final String FILES = "a .tflite, .onnx or .json file";

    private static final int LONGEST_NAME_CHARS = 80;

    private Models() {}

    static Model load(String source, Simplifier simplifier, Map<String, Integer> dimensions) {
        OnnxModel original = read(source, dimensions);
        SimplifiedNetwork simplified = simplifier.simplify(original.network());
        Network network = simplified.network();
        return new Model(source, original.network(), network, network, simplified.passes(), original.symbols());
    }

    /** Only ONNX files have open dimensions. */
    private static OnnxModel read(String source, Map<String, Integer> dimensions) {
        if (!Zoo.knows(source) && source.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return OnnxReader.read(path(source), dimensions);
        }
        if (!dimensions.isEmpty()) {
            throw new NetworkFormatException(
                    source,
                    "--dim " + dimensions.keySet().iterator().next(),
                    "a network without open dimensions",
                    "an .onnx file");
        }
        return new OnnxModel(read(source), ImmutableMap.of(), ImmutableMap.of());
    }

    private static Network read(String source) {
        if (Zoo.knows(source)) {
            return Zoo.build(source);
        }
        Path file = path(source);
        String name = source.toLowerCase(Locale.ROOT);
        if (name.endsWith(".tflite")) {
            return TfliteReader.read(file);
        }
        if (name.endsWith(".json")) {
            return readJson(source, file);
        }
        if (Files.exists(file)) {
            throw new NetworkFormatException(
                    source,
                    "file name",
                    "an ending that is not known",
                    "a .tflite or .onnx file, or a network's .json file");
        }
        throw new NetworkFormatException(
                source,
                "MODEL",
                "neither a file nor a network of the zoo",
                FILES + ", or a network of the zoo (see: shingle networks)" + likely(source));
    }

    /** Names are looked for in names only: the distance to a long path takes long and means nothing. */
    private static String likely(String source) {
        return source.length() > LONGEST_NAME_CHARS ? "" : ", such as " + String.join(" or ", Zoo.namesLike(source));
    }

    private static Network readJson(String source, Path file) {
        try {
            return NetworkJson.read(file);
        } catch (IOException e) {
            String found = Files.exists(file) ? "a file that cannot be read" : "no such file";
            throw new NetworkFormatException(source, "MODEL", found, "a readable file: " + FILES);
        }
    }

    private static Path path(String source) {
        try {
            return Path.of(source);
        } catch (InvalidPathException e) {
            throw new NetworkFormatException(source, "MODEL", "a name that no file can have", "a file or a zoo name");
        }
    }
}
