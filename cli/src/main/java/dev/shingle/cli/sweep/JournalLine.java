package dev.shingle.cli.sweep;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a journal: the CRC-32C of what follows in 8 hexadecimal digits, a blank, the rest.
 *
 * <pre>
 *   8f3a0c51 {"sweep":"5d0...                                        the first line: the head
 *   e1b7093d 9c41...(64 digits) 17 17,camera-face,120x160,...        every other: key, point, row
 * </pre>
 */
final class JournalLine {

    private static final int DIGITS = 8;

    private JournalLine() {}

    /** The line of a text, without an end of line. */
    static String of(String text) {
        return checksum(text) + " " + text;
    }

    /** The text of a line; empty if the line is not as it was written. */
    static Optional<String> text(String line) {
        boolean isWhole = line.length() > DIGITS
                && line.charAt(DIGITS) == ' '
                && checksum(line.substring(DIGITS + 1)).equals(line.substring(0, DIGITS));
        return isWhole ? Optional.of(line.substring(DIGITS + 1)) : Optional.empty();
    }

    private static String checksum(String text) {
        return Hashing.crc32c().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
