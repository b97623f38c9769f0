package dev.shingle.fpga.memory;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How the elements of a memory's contents lie in its words. A lane holds one element; lanes are counted in the order of the
 * elements, and so are words:
 *
 * <pre>
 *   wordBits 32, laneBits 8         bits 31..24  23..16  15..8   7..0
 *   laneZero LOW                         e3      e2      e1      e0        (text: e3e2e1e0)
 *   laneZero HIGH                        e0      e1      e2      e3        (text: e0e1e2e3)
 * </pre>
 *
 * With {@code wordZero LOW} the first elements are in the word at address 0, with HIGH in that at the last address.
 *
 * @param wordBits bits of a word
 * @param laneBits bits of a lane; a whole number of lanes fills a word
 * @param laneZero the end of the word at which the first element of a word lies
 * @param wordZero the end of the memory at which the first elements lie
 */
public record WordLayout(int wordBits, int laneBits, End laneZero, End wordZero) {

    /** The widest word that is supported. */
    public static final int MOST_WORD_BITS = 4096;

    /** One of the two ends of a word or of a memory. */
    public enum End {
        /** Bit 0, address 0. */
        LOW,
        /** The highest bit, the last address. */
        HIGH
    }

    public WordLayout {
        checkArgument(
                wordBits >= 1 && wordBits <= MOST_WORD_BITS,
                "a word of %s bits; 1 to %s are supported",
                wordBits,
                MOST_WORD_BITS);
        checkArgument(
                laneBits >= 1 && wordBits % laneBits == 0,
                "lanes of %s bits do not fill a word of %s bits",
                laneBits,
                wordBits);
    }

    /** The accelerator's order: the first element in the lowest bits, address 0 first. */
    public static WordLayout of(int wordBits, int laneBits) {
        return new WordLayout(wordBits, laneBits, End.LOW, End.LOW);
    }

    /** Words of bytes; a word that is no whole number of bytes is a single lane. */
    public static WordLayout ofBytes(int wordBits) {
        return of(wordBits, wordBits % Byte.SIZE == 0 ? Byte.SIZE : wordBits);
    }

    /** Elements of a word. */
    public int lanes() {
        return wordBits / laneBits;
    }

    /** Bytes that hold a word. */
    public int wordBytes() {
        return (wordBits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Hexadecimal digits that hold a word. */
    public int hexDigits() {
        return (wordBits + 3) / 4;
    }

    /** The lowest bit of a lane. */
    public int laneShift(int lane) {
        return laneBits * (laneZero == End.LOW ? lane : lanes() - 1 - lane);
    }

    /** One sentence for people who read a file. */
    public String describe() {
        return "%d-bit words of %d %d-bit lanes, lane 0 in the %s bits, the first word at the %s address"
                .formatted(
                        wordBits,
                        lanes(),
                        laneBits,
                        laneZero == End.LOW ? "lowest" : "highest",
                        wordZero == End.LOW ? "lowest" : "highest");
    }
}
