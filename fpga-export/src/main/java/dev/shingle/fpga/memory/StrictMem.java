package dev.shingle.fpga.memory;

import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Memory files that every tool reads alike: one word a line, address 0 first, lower-case hexadecimal digits, as many as the
 * width needs, a line feed behind every line, the last one included; nothing else. Lane 0 is the rightmost pair of digits.
 */
public final class StrictMem {

    private static final String DIGITS = "0123456789abcdef";
    private static final int DIGIT_BITS = 4;

    private StrictMem() {}

    /** The file's text. */
    public static String text(MemoryImage image) {
        int digits = image.layout().hexDigits();
        StringBuilder text = new StringBuilder(Math.multiplyExact(image.depthWords(), digits + 1));
        for (int word = 0; word < image.depthWords(); word++) {
            for (int digit = digits - 1; digit >= 0; digit--) {
                int lane = image.lane(word, digit / 2);
                text.append(DIGITS.charAt((lane >> (DIGIT_BITS * (digit % 2))) & 0xf));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Writes the file; an older one stays until the new one is complete. */
    public static void write(MemoryImage image, Path file) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".tmp");
        try {
            Files.writeString(temporary, text(image), StandardCharsets.US_ASCII);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * The words of a text.
     *
     * @param source how errors call it
     * @throws NetworkFormatException if it is not in this format
     */
    public static MemoryImage read(String source, String text, int wordBits) {
        return read(source, text, WordLayout.ofBytes(wordBits));
    }

    /** The same for any order of lanes and words. */
    public static MemoryImage read(String source, String text, WordLayout layout) {
        int digits = layout.hexDigits();
        int line = digits + 1;
        if (text.length() % line != 0) {
            throw new NetworkFormatException(
                    source,
                    "end of file",
                    text.length() + " characters",
                    "lines of " + digits + " digits and a line feed");
        }
        int topDigits = 1 << (layout.wordBits() - DIGIT_BITS * (digits - 1));
        int wordBytes = layout.wordBytes();
        byte[] bytes = new byte[text.length() / line * wordBytes];
        for (int i = 0; i < text.length(); i++) {
            int word = i / line;
            int digit = digits - 1 - i % line;
            if (digit < 0) {
                expect(text.charAt(i) == '\n', source, word, text.charAt(i), "a line feed");
            } else {
                int value = DIGITS.indexOf(text.charAt(i));
                int most = digit == digits - 1 ? topDigits : 1 << DIGIT_BITS;
                expect(
                        value >= 0 && value < most,
                        source,
                        word,
                        text.charAt(i),
                        "a digit from 0 to " + DIGITS.charAt(most - 1));
                bytes[word * wordBytes + digit / 2] |= (byte) (value << (DIGIT_BITS * (digit % 2)));
            }
        }
        return MemoryImage.of(layout, bytes);
    }

    private static void expect(boolean holds, String source, int word, char found, String expected) {
        if (!holds) {
            throw new NetworkFormatException(
                    source, "line " + (word + 1), String.format("character %#x", (int) found), expected);
        }
    }
}
