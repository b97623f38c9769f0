package dev.shingle.networks.json;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import dev.shingle.networks.Network;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Fingerprint of what a plan depends on: names, shapes, types, quantisation, operators and wiring.
 *
 * <p>It is the SHA-256 of the network's JSON text without the network's name, the layers' sources and the constants'
 * contents. So it does not change when a file is renamed, when a network comes by way of another file format, or when
 * weights are trained further.
 */
public final class NetworkHash {

    private NetworkHash() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(Network network) {
        try (HashingOutputStream digest = new HashingOutputStream(Hashing.sha256(), ByteStreams.nullOutputStream())) {
            Writer text = new OutputStreamWriter(digest, StandardCharsets.UTF_8);
            NetworkJsonWriter.write(network, NetworkJsonWriter.Detail.STRUCTURE, text);
            text.flush();
            return digest.hash().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("a digest cannot fail to be written", e);
        }
    }
}
