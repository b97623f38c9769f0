package dev.shingle.cli.report;

import java.util.Locale;

/** Numbers for people, the same everywhere in the report. */
final class NumberText {

    private static final double PICOJOULES_OF_A_MICROJOULE = 1e6;

    private NumberText() {}

    /** {@code 76,800}. */
    static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 76,800 B}. */
    static String bytes(long bytes) {
        return grouped(bytes) + " B";
    }

    /** {@code 75.0 KiB}. */
    static String rounded(long bytes) {
        if (bytes < 1 << 10) {
            return bytes(bytes);
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.2f MiB", bytes / 1048576.0);
    }

    /** {@code 48 KiB}, with no more digits than it takes: for round numbers. */
    static String tick(long bytes) {
        if (bytes < 1 << 10) {
            return bytes == 0 ? "0" : bytes + " B";
        }
        return bytes < 1 << 20 ? shortest(bytes / 1024.0) + " KiB" : shortest(bytes / 1048576.0) + " MiB";
    }

    /** {@code 33.3 %} of a share from 0 to 1. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String microjoules(double picojoules) {
        return String.format(Locale.ROOT, "%,.3f", picojoules / PICOJOULES_OF_A_MICROJOULE);
    }

    /** At most five decimals and no zeros at the end. */
    static String shortest(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = String.format(Locale.ROOT, "%.5f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** {@code 3 .. 5}. */
    static String range(int first, int last) {
        return first + " .. " + last;
    }
}
