package dev.shingle.api;

import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.NetworkJson;
import dev.shingle.networks.simplify.SimplifiedNetwork;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out what a user's MODEL argument means: a file, told apart by its ending, or a network of the zoo. */
final class Models {

    private Models() {}

    static Model load(String source, Simplifier simplifier) {
        Network original = read(source);
        SimplifiedNetwork simplified = simplifier.simplify(original);
        Network network = simplified.network();
        return new Model(source, original, network, network, simplified.passes());
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
                    source, "file name", "an ending that is not known", "a .tflite file or a network's .json file");
        }
        throw new NetworkFormatException(
                source,
                "MODEL",
                "neither a file nor a network of the zoo",
                "a .tflite or .json file, or one of: "
                        + String.join(
                                ", ",
                                Zoo.entries().stream()
                                        .map(entry -> entry.name())
                                        .toList()));
    }

    private static Network readJson(String source, Path file) {
        try {
            return NetworkJson.read(file);
        } catch (IOException e) {
            String found = Files.exists(file) ? "a file that cannot be read" : "no such file";
            throw new NetworkFormatException(source, "MODEL", found, "a readable .tflite or .json file");
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
