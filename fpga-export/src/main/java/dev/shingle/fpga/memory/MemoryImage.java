package dev.shingle.fpga.memory;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/**
 * What a memory holds: words of the same width. The first byte of a word is its lane 0, bits 7 to 0. The highest byte is
 * filled up with zeros if the width is not a multiple of 8.
 */
public final class MemoryImage {

    private final int wordBits;
    private final byte[] bytes;

    private MemoryImage(int wordBits, byte[] bytes) {
        this.wordBits = wordBits;
        this.bytes = bytes;
    }

    /** Words of {@code wordBits} bits from bytes, lane 0 first. */
    public static MemoryImage of(int wordBits, byte[] bytes) {
        checkArgument(wordBits >= 1, "a word of %s bits", wordBits);
        checkArgument(
                bytes.length % wordBytes(wordBits) == 0,
                "%s bytes are no whole number of words of %s bits",
                bytes.length,
                wordBits);
        return new MemoryImage(wordBits, bytes.clone());
    }

    /** Words of 32 bits. */
    public static MemoryImage ofWords(ImmutableIntArray words) {
        byte[] bytes = new byte[words.length() * Integer.BYTES];
        for (int i = 0; i < words.length(); i++) {
            for (int lane = 0; lane < Integer.BYTES; lane++) {
                bytes[i * Integer.BYTES + lane] = (byte) (words.get(i) >> (Byte.SIZE * lane));
            }
        }
        return new MemoryImage(Integer.SIZE, bytes);
    }

    /** The same words and zeros behind them. */
    public MemoryImage paddedTo(int depthWords) {
        checkArgument(depthWords >= depthWords(), "%s words do not fit a memory of %s", depthWords(), depthWords);
        return new MemoryImage(wordBits, Arrays.copyOf(bytes, Math.multiplyExact(depthWords, wordBytes())));
    }

    public int wordBits() {
        return wordBits;
    }

    /** Bytes that hold a word. */
    public int wordBytes() {
        return wordBytes(wordBits);
    }

    public int depthWords() {
        return bytes.length / wordBytes();
    }

    /** A lane of a word. */
    public byte lane(int word, int lane) {
        return bytes[word * wordBytes() + lane];
    }

    /** All bytes, word by word, lane 0 first. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MemoryImage other && wordBits == other.wordBits && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * wordBits + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MemoryImage[" + depthWords() + " words of " + wordBits + " bits]";
    }

    private static int wordBytes(int wordBits) {
        return (wordBits + Byte.SIZE - 1) / Byte.SIZE;
    }
}
