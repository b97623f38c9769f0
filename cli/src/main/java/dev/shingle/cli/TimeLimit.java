package dev.shingle.cli;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people and minimalloc's users write it: {@code 10}, {@code 10s}, {@code 1m30s}, {@code 500ms}, {@code inf}.
 *
 * @param duration empty for a time without end
 */
record TimeLimit(Optional<Duration> duration) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern PART = Pattern.compile("\\G([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|m|h)");

    private static final ImmutableMap<String, Long> NANOS = ImmutableMap.of(
            "ns",
            1L,
            "us",
            1000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private static final long MOST_NANOS = Duration.ofDays(10_000).toNanos();

    static TimeLimit parse(String text) {
        if (text.equals("inf")) {
            return new TimeLimit(Optional.empty());
        }
        String form = SECONDS.matcher(text).matches() ? text + "s" : text;
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        Matcher part = PART.matcher(form);
        while (part.find()) {
            long unit = NANOS.getOrDefault(part.group(2), 0L);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        if (end == 0 || end < form.length()) {
            throw new TypeConversionException("'" + text + "' is not a time; write 10, 0.5s, 1m30s or inf");
        }
        return new TimeLimit(Optional.of(Duration.ofNanos(nanos.min(BigDecimal.valueOf(MOST_NANOS))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact())));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<TimeLimit> {
        @Override
        public TimeLimit convert(String value) {
            return parse(value);
        }
    }
}
