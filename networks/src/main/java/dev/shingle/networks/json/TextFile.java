package dev.shingle.networks.json;

import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole file as text, up to a limit. The limit is on what is read, not on the size that the file system tells: pipes
 * and devices tell 0, and a device may never end.
 */
public final class TextFile {

    private TextFile() {}

    /**
     * Reads it.
     *
     * @param maxBytes how long it may be
     * @param start how messages call the position of its first character
     * @param what it should be, such as {@code "a plan"}, for messages
     * @throws NetworkFormatException if it is longer, or not UTF-8
     * @throws IOException if it cannot be read at all
     */
    public static String read(Path file, int maxBytes, String start, String what) throws IOException {
        byte[] bytes = bytes(file, maxBytes);
        if (bytes.length > maxBytes) {
            throw new NetworkFormatException(
                    file.toString(), start, "more than " + maxBytes + " bytes", what + " of at most so many");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NetworkFormatException(file.toString(), start, "bytes that are no text", "UTF-8");
        }
    }

    private static byte[] bytes(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes + 1);
        }
    }
}
