package dev.shingle.networks.json;

import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JSON network format, version 1.
 *
 * <pre>
 *   {
 *     "format": "shingle-network",
 *     "version": 1,
 *     "name": "tiny",
 *     "inputs": ["image"],                      names of feature maps
 *     "outputs": ["pooled"],
 *     "featureMaps": [                          every activation: inputs and results
 *       {"name": "image", "shape": [1, 8, 8, 4], "type": "INT8"},
 *       {"name": "pooled", "shape": [1, 4, 4, 4], "type": "INT8"}
 *     ],
 *     "constants": [],                          likewise; "contents": {"base64": text}, {"seed": number} or none
 *     "layers": [                               in execution order
 *       {"name": "pool", "operator": {"kind": "pool", ...}, "operands": ["image"], "outputs": ["pooled"],
 *        "sources": ["MAX_POOL_2D#0"]}
 *     ]
 *   }
 * </pre>
 *
 * A name stands for one feature map or one constant of the whole network. For tensors see {@link TensorJson}, for
 * operators {@link OperatorJson}, for seeded contents {@link dev.shingle.networks.Constant.Seeded}. What is written is
 * plain ASCII, and reading it gives an equal network.
 */
public final class NetworkJson {

    static final String FORMAT = "shingle-network";

    static final int VERSION = 1;

    private NetworkJson() {}

    /** The network as text; convenient where the constants are small or seeded. */
    public static String write(Network network) {
        StringWriter text = new StringWriter();
        try {
            write(network, text);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    /** Writes to {@code target} and leaves it open. Memory does not grow with the constants. */
    public static void write(Network network, Writer target) throws IOException {
        NetworkJsonWriter.write(network, NetworkJsonWriter.Detail.FULL, target);
    }

    /** Writes a file. */
    public static void write(Network network, Path file) throws IOException {
        try (Writer target = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(network, target);
        }
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a network in this format
     * @throws IOException if it cannot be read at all
     */
    public static Network read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(file.toString(), text);
        }
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a network in this format
     */
    public static Network read(String source, String text) {
        try {
            return read(source, new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private static Network read(String source, Reader text) throws IOException {
        try {
            return NetworkJsonReader.read(source, text);
        } catch (CharacterCodingException e) {
            throw new NetworkFormatException(source, "/", "bytes that are no text", "UTF-8");
        }
    }
}
