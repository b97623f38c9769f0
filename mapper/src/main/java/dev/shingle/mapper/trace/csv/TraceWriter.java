package dev.shingle.mapper.trace.csv;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Writes the four required columns, and of the others those in which some buffer has something to say. */
final class TraceWriter {

    private static final String NO_HINT = "-1";

    private final AllocationTrace trace;
    private final ImmutableList<Column> columns;

    TraceWriter(AllocationTrace trace) {
        this.trace = trace;
        this.columns = Arrays.stream(Column.values()).filter(this::isNeeded).collect(toImmutableList());
    }

    String write() {
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(Column::title).collect(Collectors.joining(",")))
                .append('\n');
        for (TracedBuffer buffer : trace.buffers()) {
            text.append(columns.stream().map(column -> field(buffer, column)).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private boolean isNeeded(Column column) {
        return column.isRequired() || trace.buffers().stream().anyMatch(buffer -> isToldBy(buffer, column));
    }

    private static boolean isToldBy(TracedBuffer buffer, Column column) {
        return switch (column) {
            case ID, LOWER, UPPER, SIZE -> true;
            case ALIGNMENT -> buffer.alignmentBytes() != 1;
            case HINT -> buffer.hintBytes().isPresent();
            case GAPS -> !buffer.gaps().isEmpty();
            case OFFSET -> buffer.offsetBytes().isPresent();
        };
    }

    private static String field(TracedBuffer buffer, Column column) {
        return switch (column) {
            case ID -> quotedIfNeeded(buffer.id());
            case LOWER -> Long.toString(buffer.lower());
            case UPPER -> Long.toString(buffer.upper());
            case SIZE -> Long.toString(buffer.sizeBytes());
            case ALIGNMENT -> Long.toString(buffer.alignmentBytes());
            case HINT -> number(buffer.hintBytes(), NO_HINT);
            case GAPS -> buffer.gaps().stream().map(TraceWriter::describe).collect(Collectors.joining(" "));
            case OFFSET -> number(buffer.offsetBytes(), "");
        };
    }

    private static String number(OptionalLong value, String otherwise) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : otherwise;
    }

    private static String describe(Gap gap) {
        String times = gap.lower() + "-" + gap.upper();
        return gap.window()
                .map(window -> times + "@" + window.lowBytes() + ":" + window.highBytes())
                .orElse(times);
    }

    private static String quotedIfNeeded(String id) {
        return id.contains(",") || id.contains("\"") ? "\"" + id.replace("\"", "\"\"") + "\"" : id;
    }
}
