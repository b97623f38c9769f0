package dev.shingle.mapper.trace.csv;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a trace line by line: a header, one line for each buffer, and empty lines only at the end. */
final class TraceReader {

    private final String source;
    private final String text;
    private final ImmutableList.Builder<TracedBuffer> buffers = ImmutableList.builder();
    private final Map<String, Integer> lineOfId = new HashMap<>();
    private @Nullable Header header;
    private long totalBytes;
    private int firstEmptyLine;

    TraceReader(String source, String text) {
        this.source = source;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    AllocationTrace read() {
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end;
            int last = next > start && text.charAt(next - 1) == '\r' ? next - 1 : next;
            take(++number, text.substring(start, last));
            start = next + 1;
        }
        if (header == null) {
            throw CsvRecord.refusal(source, 1, 1, "an empty file", "a header, such as id,lower,upper,size");
        }
        return new AllocationTrace(buffers.build());
    }

    private void take(int number, String line) {
        if (line.isBlank()) {
            firstEmptyLine = firstEmptyLine == 0 ? number : firstEmptyLine;
            return;
        }
        if (firstEmptyLine > 0) {
            throw CsvRecord.refusal(source, firstEmptyLine, 1, "an empty line between others", "one only at the end");
        }
        CsvRecord parsed = CsvRecord.parse(source, number, line);
        if (header == null) {
            header = Header.parse(parsed);
        } else {
            add(new BufferLine(header, parsed).read(), parsed);
        }
    }

    private void add(TracedBuffer buffer, CsvRecord line) {
        Integer earlier = lineOfId.putIfAbsent(buffer.id(), line.line());
        if (earlier != null) {
            throw line.refusal(
                    CsvRecord.excerpt(buffer.id()) + " again, after line " + earlier, "an id for each buffer");
        }
        long most = buffer.sizeBytes() + buffer.alignmentBytes() - 1;
        if (most > TracedBuffer.LIMIT - totalBytes) {
            throw line.refusal("sizes that add up to 2^60 bytes or more", "less");
        }
        totalBytes += most;
        buffers.add(buffer);
    }
}
