package dev.shingle.conformance.runtimes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts and bytes between parent and child, each behind its length. */
final class Wire {

    private Wire() {}

    static void writeText(DataOutputStream to, String text) throws IOException {
        writeBytes(to, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream from) throws IOException {
        return new String(readBytes(from), StandardCharsets.UTF_8);
    }

    static void writeBytes(DataOutputStream to, byte[] bytes) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    static byte[] readBytes(DataInputStream from) throws IOException {
        int length = from.readInt();
        if (length < 0) {
            throw new EOFException();
        }
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
