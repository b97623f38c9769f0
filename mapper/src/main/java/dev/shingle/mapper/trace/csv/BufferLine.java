package dev.shingle.mapper.trace.csv;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.trace.ByteWindow;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one buffer from its line, and refuses whatever could not have been meant. */
final class BufferLine {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");
    private static final String NUMBER = "([0-9]{1,19})";
    private static final Pattern GAP =
            Pattern.compile("(-?[0-9]{1,19})-(-?[0-9]{1,19})(?:@" + NUMBER + ":" + NUMBER + ")?");
    private static final String GAP_FORM = "a gap such as 3-5 or 3-5@0:64";
    private static final Splitter AT_BLANKS =
            Splitter.on(CharMatcher.anyOf(" \t")).omitEmptyStrings();

    private final Header header;
    private final CsvRecord line;

    BufferLine(Header header, CsvRecord line) {
        this.header = header;
        this.line = line;
    }

    TracedBuffer read() {
        if (line.fields().size() != header.width()) {
            throw line.refusal(line.fields().size() + " fields", header.width() + ", as the header has");
        }
        long lower = number(Column.LOWER, -TracedBuffer.LIMIT, "");
        long upper = end(number(Column.UPPER, header.inclusive() ? lower : lower + 1, ", after the buffer's begin"));
        long size = number(Column.SIZE, 1, " of bytes");
        return new TracedBuffer(
                id(),
                lower,
                upper,
                size,
                header.field(line, Column.ALIGNMENT).isPresent() ? number(Column.ALIGNMENT, 1, " of bytes") : 1,
                offset(Column.HINT, true),
                offset(Column.OFFSET, false),
                gaps(lower, upper, size));
    }

    private String id() {
        CsvRecord.Field field = field(Column.ID);
        if (!TracedBuffer.isName(field.text())) {
            throw line.refusal(field, "a name without control characters");
        }
        return field.text();
    }

    /** From the last moment to the first one after it, where the file has the former. */
    private long end(long written) {
        return header.inclusive() ? written + 1 : written;
    }

    private long most() {
        return header.inclusive() ? TracedBuffer.LIMIT - 1 : TracedBuffer.LIMIT;
    }

    private long number(Column column, long least, String meaning) {
        return number(field(column), least, "a whole number" + meaning);
    }

    private long number(CsvRecord.Field field, long least, String what) {
        String text = field.text().strip();
        if (WHOLE_NUMBER.matcher(text).matches()) {
            OptionalLong value = parse(text);
            if (value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most()) {
                return value.getAsLong();
            }
        }
        throw line.refusal(field, what + ", from " + least + " to " + most());
    }

    /** Empty beyond the range of a long. */
    private static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** An empty field says nothing; nor does a negative hint, which minimalloc writes where there is none. */
    private OptionalLong offset(Column column, boolean negativeIsNone) {
        Optional<CsvRecord.Field> field = header.field(line, column);
        if (field.isEmpty() || field.get().text().isBlank()) {
            return OptionalLong.empty();
        }
        long value = number(field.get(), negativeIsNone ? -TracedBuffer.LIMIT : 0, "a number of bytes, or nothing");
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private ImmutableList<Gap> gaps(long lower, long upper, long size) {
        Optional<CsvRecord.Field> field = header.field(line, Column.GAPS);
        if (field.isEmpty()) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<Gap> gaps = ImmutableList.builder();
        List<String> texts = AT_BLANKS.splitToList(field.get().text());
        long free = lower;
        for (String text : texts) {
            Gap gap = gap(field.get(), text, size);
            if (gap.lower() < free || gap.upper() > upper) {
                throw line.refusal(
                        field.get(),
                        CsvRecord.excerpt(text),
                        "gaps in order of time, disjoint, within " + lower + " and " + upper);
            }
            gaps.add(gap);
            free = gap.upper();
        }
        return gaps.build();
    }

    private Gap gap(CsvRecord.Field field, String text, long size) {
        Matcher matcher = GAP.matcher(text);
        if (!matcher.matches()) {
            throw line.refusal(field, CsvRecord.excerpt(text), GAP_FORM);
        }
        OptionalLong from = parse(matcher.group(1));
        OptionalLong to = parse(matcher.group(2));
        if (from.isEmpty() || to.isEmpty() || to.getAsLong() > most() || from.getAsLong() >= end(to.getAsLong())) {
            throw line.refusal(field, CsvRecord.excerpt(text), "a gap that begins before it ends");
        }
        return new Gap(from.getAsLong(), end(to.getAsLong()), window(field, matcher, size));
    }

    private Optional<ByteWindow> window(CsvRecord.Field field, Matcher gap, long size) {
        if (gap.group(3) == null) {
            return Optional.empty();
        }
        OptionalLong low = parse(gap.group(3));
        OptionalLong high = parse(gap.group(4));
        if (low.isEmpty() || high.isEmpty() || low.getAsLong() >= high.getAsLong() || high.getAsLong() > size) {
            throw line.refusal(
                    field, CsvRecord.excerpt(gap.group()), "a window of at least one byte within the buffer's " + size);
        }
        return Optional.of(new ByteWindow(low.getAsLong(), high.getAsLong()));
    }

    private CsvRecord.Field field(Column column) {
        return header.field(line, column)
                .orElseThrow(() -> new AssertionError("a header without " + column + " was let through"));
    }
}
