package dev.shingle.mapper.trace.csv;

import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
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
    private static final int MAX_FILE_BYTES = 1 << 27;

    private TraceCsv() {}

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a trace
     * @throws IOException if it cannot be read at all
     */
    public static AllocationTrace read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1 column 1", "a trace"));
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
