package dev.shingle.networks.format;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Getting at a file's bytes; whatever goes wrong is told like a fault of the format. */
public final class ModelFile {

    /** Above this, files are mapped; below, a copy is as fast and cannot be changed behind the reader's back. */
    private static final long MOST_COPIED_BYTES = 32L << 20;

    private ModelFile() {}

    /**
     * The bytes of a file, to be read only.
     *
     * @param expected what a failure says should have been there, such as {@code a .tflite file}
     */
    public static ByteBuffer contents(Path file, String expected) {
        try {
            if (Files.isDirectory(file)) {
                throw failure(file, "a directory", expected);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw failure(file, "a device or pipe", expected);
            }
            long size = Files.size(file);
            if (size > Integer.MAX_VALUE) {
                throw failure(file, size + " bytes", "at most " + Integer.MAX_VALUE);
            }
            return load(file, size);
        } catch (NoSuchFileException missing) {
            throw failure(file, "no such file", expected);
        } catch (IOException | SecurityException unreadable) {
            throw failure(file, "an error (" + unreadable + ")", "a readable file");
        }
    }

    private static ByteBuffer load(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (size > MOST_COPIED_BYTES) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            }
            ByteBuffer contents = ByteBuffer.allocate((int) size);
            while (contents.hasRemaining()) {
                if (channel.read(contents) < 0) {
                    throw new EOFException("the file became shorter");
                }
            }
            return contents.flip();
        }
    }

    /** The last part of a path without its extension. */
    public static String networkName(String source) {
        ImmutableList<String> parts = ImmutableList.copyOf(source.split("[/\\\\]", -1));
        String last = parts.get(parts.size() - 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    private static NetworkFormatException failure(Path file, String found, String expected) {
        return new NetworkFormatException(file.toString(), "file", found, expected);
    }
}
