package dev.shingle.mapper.trace.csv;

import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trace files: comma-separated text with a header, in the columns of minimalloc. docs/formats.md describes them.
 *
 * <pre>
 * id,lower,upper,size
 * conv1,0,2,4096
 * conv2,1,3,2048
 * </pre>
 *
 * <p>Reading what was written gives an equal trace. Whether the offsets in a file are a safe packing is for the checker to
 * say.
 */
public final class TraceCsv {

    /** Some million buffers. */
    private static final long MAX_FILE_BYTES = 1L << 27;

    private TraceCsv() {}

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a trace
     * @throws IOException if it cannot be read at all
     */
    public static AllocationTrace read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new NetworkFormatException(
                    file.toString(), "end", Files.size(file) + " bytes", "a trace of at most " + MAX_FILE_BYTES);
        }
        try {
            return read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new NetworkFormatException(file.toString(), "line 1 column 1", "bytes that are no text", "UTF-8");
        }
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a trace
     */
    public static AllocationTrace read(String source, String text) {
        return new TraceReader(source, text).read();
    }

    /** The trace as text, with the offsets that its buffers have. */
    public static String write(AllocationTrace trace) {
        return new TraceWriter(trace).write();
    }
}
