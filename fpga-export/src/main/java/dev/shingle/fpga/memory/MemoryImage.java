package dev.shingle.fpga.memory;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.fpga.memory.WordLayout.End;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a memory holds: words of the same width, and the order in which elements lie in them. Kept as bytes, the lowest
 * address and there the lowest bits first; the highest byte of a word is filled up with zeros if the width is not a multiple
 * of 8.
 */
public final class MemoryImage {

    private final WordLayout layout;
    private final byte[] bytes;

    private MemoryImage(WordLayout layout, byte[] bytes) {
        this.layout = layout;
        this.bytes = bytes;
    }

    /** Words of {@code wordBits} bits from bytes, lane 0 first. */
    public static MemoryImage of(int wordBits, byte[] bytes) {
        return of(WordLayout.ofBytes(wordBits), bytes);
    }

    /**
     * Words from bytes.
     *
     * @param bytes address 0 first, and of each word bits 7 to 0 first, whatever the order of lanes
     */
    public static MemoryImage of(WordLayout layout, byte[] bytes) {
        int wordBytes = layout.wordBytes();
        checkArgument(
                bytes.length % wordBytes == 0,
                "%s bytes are no whole number of words of %s bits",
                bytes.length,
                layout.wordBits());
        int spare = wordBytes * Byte.SIZE - layout.wordBits();
        for (int last = wordBytes - 1; spare > 0 && last < bytes.length; last += wordBytes) {
            checkArgument(
                    (bytes[last] & 0xff) >>> (Byte.SIZE - spare) == 0,
                    "word %s has more than %s bits",
                    last / wordBytes,
                    layout.wordBits());
        }
        return new MemoryImage(layout, bytes.clone());
    }

    /** Words of 32 bits. */
    public static MemoryImage ofWords(ImmutableIntArray words) {
        byte[] bytes = new byte[words.length() * Integer.BYTES];
        for (int i = 0; i < words.length(); i++) {
            for (int lane = 0; lane < Integer.BYTES; lane++) {
                bytes[i * Integer.BYTES + lane] = (byte) (words.get(i) >> (Byte.SIZE * lane));
            }
        }
        return new MemoryImage(WordLayout.ofBytes(Integer.SIZE), bytes);
    }

    /** Elements laid out in words; of each its low bits are taken. What the last word has room for beyond is zero. */
    public static MemoryImage ofElements(WordLayout layout, ImmutableLongArray elements) {
        checkArgument(layout.laneBits() <= Long.SIZE, "an element of %s bits", layout.laneBits());
        int depth = (elements.length() + layout.lanes() - 1) / layout.lanes();
        byte[] bytes = new byte[Math.multiplyExact(depth, layout.wordBytes())];
        MemoryImage image = new MemoryImage(layout, bytes);
        for (int i = 0; i < elements.length(); i++) {
            int firstBit = image.firstBit(i);
            for (int bit = 0; bit < layout.laneBits(); bit++) {
                if ((elements.get(i) >>> bit & 1) != 0) {
                    int word = image.wordOf(i);
                    bytes[word * layout.wordBytes() + (firstBit + bit) / Byte.SIZE] |=
                            (byte) (1 << ((firstBit + bit) % Byte.SIZE));
                }
            }
        }
        return image;
    }

    /** The elements in their order, as unsigned numbers, those that only fill up the last word included. */
    public ImmutableLongArray elements() {
        checkArgument(layout.laneBits() <= Long.SIZE, "an element of %s bits", layout.laneBits());
        int count = Math.multiplyExact(depthWords(), layout.lanes());
        ImmutableLongArray.Builder elements = ImmutableLongArray.builder(count);
        BigInteger mask = BigInteger.ONE.shiftLeft(layout.laneBits()).subtract(BigInteger.ONE);
        for (int i = 0; i < count; i++) {
            elements.add(word(wordOf(i)).shiftRight(firstBit(i)).and(mask).longValue());
        }
        return elements.build();
    }

    /** The same words and zeros behind them. */
    public MemoryImage paddedTo(int depthWords) {
        checkArgument(depthWords >= depthWords(), "%s words do not fit a memory of %s", depthWords(), depthWords);
        return new MemoryImage(layout, Arrays.copyOf(bytes, Math.multiplyExact(depthWords, wordBytes())));
    }

    /**
     * Some bits of every word: a memory too wide for a format or a block, cut into several.
     *
     * @param first the lowest bit
     * @param bits how many
     */
    public MemoryImage bitsOf(int first, int bits) {
        checkArgument(
                first >= 0 && bits >= 1 && first + bits <= wordBits(),
                "bits %s to %s of words of %s",
                first,
                first + bits - 1,
                wordBits());
        WordLayout narrow = new WordLayout(
                bits, bits % layout.laneBits() == 0 ? layout.laneBits() : bits, layout.laneZero(), layout.wordZero());
        BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        byte[] cut = new byte[depthWords() * narrow.wordBytes()];
        for (int i = 0; i < depthWords(); i++) {
            byte[] high = word(i).shiftRight(first).and(mask).toByteArray();
            for (int j = 0; j < Math.min(high.length, narrow.wordBytes()); j++) {
                cut[i * narrow.wordBytes() + j] = high[high.length - 1 - j];
            }
        }
        return new MemoryImage(narrow, cut);
    }

    public WordLayout layout() {
        return layout;
    }

    public int wordBits() {
        return layout.wordBits();
    }

    /** Bytes that hold a word. */
    public int wordBytes() {
        return layout.wordBytes();
    }

    public int depthWords() {
        return bytes.length / wordBytes();
    }

    /** A byte of a word, bits 7 to 0 being number 0. */
    public byte lane(int word, int lane) {
        return bytes[word * wordBytes() + lane];
    }

    /** The word at an address, as an unsigned number. */
    public BigInteger word(int address) {
        byte[] high = new byte[wordBytes()];
        for (int i = 0; i < high.length; i++) {
            high[i] = lane(address, high.length - 1 - i);
        }
        return new BigInteger(1, high);
    }

    /** All bytes, word by word, bits 7 to 0 first. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MemoryImage other && layout.equals(other.layout) && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * layout.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MemoryImage[" + depthWords() + " words of " + wordBits() + " bits]";
    }

    private int wordOf(int element) {
        int word = element / layout.lanes();
        return layout.wordZero() == End.LOW ? word : depthWords() - 1 - word;
    }

    private int firstBit(int element) {
        return layout.laneShift(element % layout.lanes());
    }
}
