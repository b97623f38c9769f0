package dev.shingle.networks.pictures;

import dev.shingle.networks.NetworkFormatException;
import java.nio.ByteBuffer;

/**
 * Netpbm's gray and colour formats, as text (P2, P3) and as bytes (P5, P6; two bytes, high one first, for maxima above 255).
 *
 * <pre>
 *   P5           magic number
 *   # comment    to the end of the line, anywhere between the numbers
 *   4 3 255      width, height, brightest value; then one white space and 4 * 3 bytes
 * </pre>
 *
 * Only the first picture of a file is read. Nothing is allocated before the file is known to be long enough.
 */
final class PnmFile {

    /** A number in text takes white space and a digit; the white space of the first one may have been passed. */
    private static final int LEAST_TEXT_BYTES = 2;

    private final String source;
    private final ByteBuffer bytes;

    private PnmFile(String source, ByteBuffer bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    static boolean claims(ByteBuffer bytes) {
        return bytes.remaining() >= 2 && bytes.get(0) == 'P' && "2356".indexOf(bytes.get(1)) >= 0;
    }

    static Picture read(String source, ByteBuffer bytes) {
        return new PnmFile(source, bytes).read();
    }

    private Picture read() {
        byte kind = bytes.get(1);
        bytes.position(2);
        int channels = kind == '3' || kind == '6' ? 3 : 1;
        boolean isText = kind == '2' || kind == '3';
        int width = number("a width", 1, Integer.MAX_VALUE);
        int height = number("a height", 1, Integer.MAX_VALUE);
        int maximum = number("the brightest value", 1, Character.MAX_VALUE);
        int count = count(width, height, channels, isText, maximum);
        char[] samples = new char[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (char) (isText ? number("a sample", 0, maximum) : binary(maximum));
        }
        return Picture.wrap(height, width, channels, maximum, samples);
    }

    private int count(int width, int height, int channels, boolean isText, int maximum) {
        long pixels = Math.multiplyExact((long) width, (long) height);
        if (pixels > Picture.MOST_SAMPLES / channels) {
            throw failure(width + " x " + height + " pixels", "at most " + Picture.MOST_SAMPLES / channels);
        }
        int count = Math.toIntExact(pixels * channels);
        if (!isText) {
            singleWhiteSpace();
        }
        long least = isText ? (long) LEAST_TEXT_BYTES * count - 1 : (long) sampleBytes(maximum) * count;
        if (bytes.remaining() < least) {
            throw failure(bytes.remaining() + " bytes", least + " for " + width + " x " + height + " pixels");
        }
        return count;
    }

    private void singleWhiteSpace() {
        if (!bytes.hasRemaining() || !isWhiteSpace(bytes.get())) {
            throw failure("no white space", "one white space before the samples");
        }
    }

    private int binary(int maximum) {
        int sample = Byte.toUnsignedInt(bytes.get());
        if (sampleBytes(maximum) == 2) {
            sample = sample << Byte.SIZE | Byte.toUnsignedInt(bytes.get());
        }
        if (sample > maximum) {
            throw failure("sample " + sample, "at most " + maximum);
        }
        return sample;
    }

    private static int sampleBytes(int maximum) {
        return maximum > 255 ? 2 : 1;
    }

    /** Decimal digits behind white space and comments. */
    private int number(String what, int least, int most) {
        skipBlanks();
        long number = 0;
        int digits = 0;
        while (bytes.hasRemaining() && isDigit(bytes.get(bytes.position()))) {
            number = Math.min(number * 10 + (bytes.get() - '0'), Integer.MAX_VALUE + 1L);
            digits++;
        }
        if (digits == 0 || number < least || number > most) {
            String found = digits > 0 ? Long.toString(number) : bytes.hasRemaining() ? "no digit" : "the end";
            throw failure(found, what + " from " + least + " to " + most);
        }
        return (int) number;
    }

    private void skipBlanks() {
        while (bytes.hasRemaining()) {
            byte next = bytes.get(bytes.position());
            if (next == '#') {
                skipLine();
            } else if (isWhiteSpace(next)) {
                bytes.get();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' || next == '\r') {
                return;
            }
        }
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWhiteSpace(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private NetworkFormatException failure(String found, String expected) {
        return new NetworkFormatException(source, "byte " + bytes.position(), found, expected);
    }
}
