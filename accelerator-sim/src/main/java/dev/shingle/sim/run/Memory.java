package dev.shingle.sim.run;

import dev.shingle.networks.ElementType;
import dev.shingle.sim.replay.MalformedPlanException;
import java.util.Arrays;

/**
 * The bits of a memory, word behind word, the lowest bit of a word first, so that an element of eight bits lies in one byte
 * wherever words are whole bytes:
 *
 * <pre>
 *   words of 32 bits    | word 0      | word 1      |        words of 12 bits    | word 0    | word 1    |
 *   bytes               | 0| 1| 2| 3  | 4| 5| 6| 7  |        bytes               | 0     | 1     | 2     |
 * </pre>
 *
 * Elements that lie in whole bytes, one behind another, are moved in one loop. Those that do not, because words are no
 * whole bytes, or because the memory ends or wraps around among them, go bit by bit: slow, and rare outside of tests. Bits
 * beyond the end of a memory that does not wrap read as zeros and are lost when written.
 */
final class Memory {

    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;
    private static final int NOT_IN_ONE_PIECE = -1;

    private final byte[] bytes;
    private final int wordBits;
    private final long bits;
    private final boolean isCircular;

    Memory(long words, int wordBits, boolean isCircular) {
        if (words < 0 || words > MOST_BYTES * Byte.SIZE / wordBits) {
            throw new MalformedPlanException(
                    "%d words of %d bits; at most %d bytes can be simulated".formatted(words, wordBits, MOST_BYTES));
        }
        this.wordBits = wordBits;
        this.isCircular = isCircular && words > 0;
        bits = words * wordBits;
        bytes = new byte[(int) ((bits + Byte.SIZE - 1) / Byte.SIZE)];
    }

    /** First bit of a word; one that is far beyond the end stays beyond the end. */
    long bitOfWord(long word) {
        long words = bits / wordBits;
        return (isCircular ? word % words : Math.min(word, words)) * wordBits;
    }

    void readIntegers(long bit, int count, ElementType type, int[] into, int at) {
        int first = index(bit, (long) count * type.bits());
        if (first != NOT_IN_ONE_PIECE) {
            ElementCodec.decode(type, bytes, first, count, into, at);
        } else {
            ElementCodec.decode(type, gathered(bit, count * type.bits() / Byte.SIZE), 0, count, into, at);
        }
    }

    void writeIntegers(long bit, int count, ElementType type, int[] from, int at) {
        int first = index(bit, (long) count * type.bits());
        if (first != NOT_IN_ONE_PIECE) {
            ElementCodec.encode(type, from, at, count, bytes, first);
        } else {
            byte[] stored = new byte[count * type.bits() / Byte.SIZE];
            ElementCodec.encode(type, from, at, count, stored, 0);
            scatter(bit, stored, 0, stored.length);
        }
    }

    void readFloats(long bit, int count, float[] into, int at) {
        int first = index(bit, (long) count * Float.SIZE);
        if (first != NOT_IN_ONE_PIECE) {
            ElementCodec.decode(bytes, first, count, into, at);
        } else {
            ElementCodec.decode(gathered(bit, count * Float.BYTES), 0, count, into, at);
        }
    }

    void writeFloats(long bit, int count, float[] from, int at) {
        int first = index(bit, (long) count * Float.SIZE);
        if (first != NOT_IN_ONE_PIECE) {
            ElementCodec.encode(from, at, count, bytes, first);
        } else {
            byte[] stored = new byte[count * Float.BYTES];
            ElementCodec.encode(from, at, count, stored, 0);
            scatter(bit, stored, 0, stored.length);
        }
    }

    void readBytes(long bit, int count, byte[] into, int at) {
        int first = index(bit, (long) count * Byte.SIZE);
        if (first != NOT_IN_ONE_PIECE) {
            System.arraycopy(bytes, first, into, at, count);
        } else {
            System.arraycopy(gathered(bit, count), 0, into, at, count);
        }
    }

    void writeBytes(long bit, int count, byte[] from, int at) {
        int first = index(bit, (long) count * Byte.SIZE);
        if (first != NOT_IN_ONE_PIECE) {
            System.arraycopy(from, at, bytes, first, count);
        } else {
            scatter(bit, from, at, count);
        }
    }

    /** Sets bits to zero. */
    void clear(long bit, long count) {
        int first = count % Byte.SIZE == 0 ? index(bit, count) : NOT_IN_ONE_PIECE;
        if (first != NOT_IN_ONE_PIECE) {
            Arrays.fill(bytes, first, first + (int) (count / Byte.SIZE), (byte) 0);
            return;
        }
        for (long i = 0; i < count; i++) {
            set(bit + i, false);
        }
    }

    /** Copies bits to the same or another place of another memory. */
    void copyTo(Memory other, long bit, long otherBit, long count) {
        int first = count % Byte.SIZE == 0 ? index(bit, count) : NOT_IN_ONE_PIECE;
        if (first != NOT_IN_ONE_PIECE) {
            other.writeBytes(otherBit, (int) (count / Byte.SIZE), bytes, first);
            return;
        }
        for (long i = 0; i < count; i++) {
            other.set(otherBit + i, get(bit + i));
        }
    }

    private int index(long bit, long count) {
        long from = isCircular && bit >= bits ? bit % bits : bit;
        return from % Byte.SIZE == 0 && from + count <= bits ? (int) (from / Byte.SIZE) : NOT_IN_ONE_PIECE;
    }

    private byte[] gathered(long bit, int count) {
        byte[] into = new byte[count];
        for (int i = 0; i < count * Byte.SIZE; i++) {
            if (get(bit + i)) {
                into[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        return into;
    }

    private void scatter(long bit, byte[] from, int at, int count) {
        for (int i = 0; i < count * Byte.SIZE; i++) {
            set(bit + i, (from[at + i / Byte.SIZE] >> i % Byte.SIZE & 1) != 0);
        }
    }

    private boolean get(long bit) {
        long position = isCircular ? bit % bits : bit;
        return position < bits && (bytes[(int) (position / Byte.SIZE)] >> position % Byte.SIZE & 1) != 0;
    }

    private void set(long bit, boolean value) {
        long position = isCircular ? bit % bits : bit;
        if (position < bits) {
            int index = (int) (position / Byte.SIZE);
            int mask = 1 << position % Byte.SIZE;
            bytes[index] = (byte) (value ? bytes[index] | mask : bytes[index] & ~mask);
        }
    }
}
