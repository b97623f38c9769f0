package dev.shingle.cli;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: {@code 131072}, {@code 128KiB}, {@code 0.5MiB}, {@code 128k}. */
record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,6})?) ?([A-Za-z]*)");

    private static final ImmutableMap<String, Long> UNITS = ImmutableMap.<String, Long>builder()
            .put("", 1L)
            .put("b", 1L)
            .put("k", 1L << 10)
            .put("kib", 1L << 10)
            .put("kb", 1000L)
            .put("m", 1L << 20)
            .put("mib", 1L << 20)
            .put("mb", 1_000_000L)
            .put("g", 1L << 30)
            .put("gib", 1L << 30)
            .put("gb", 1_000_000_000L)
            .buildOrThrow();

    static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + text + "' is not a size; write 131072, 128KiB or 0.5MiB");
        }
        try {
            return new ByteSize(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is more than 2^63 bytes");
        }
    }

    /** {@code 36,864 B (36.0 KiB)}. */
    static String describe(long bytes) {
        String plain = String.format(Locale.ROOT, "%,d B", bytes);
        if (bytes < 1024) {
            return plain;
        }
        return bytes < 1L << 20
                ? String.format(Locale.ROOT, "%s (%.1f KiB)", plain, bytes / 1024.0)
                : String.format(Locale.ROOT, "%s (%.2f MiB)", plain, bytes / 1048576.0);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String value) {
            return parse(value);
        }
    }
}
