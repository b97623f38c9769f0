package dev.shingle.sim.run;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.ElementType;
import dev.shingle.sim.arithmetic.HalfPrecision;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;

/**
 * A tensor in the words of a memory, as a kernel sees it: runs of logical elements become the words and bits that the
 * layout keeps them in (docs/model.md, equations 1 and 10), the guard hears of the words, and the data moves.
 *
 * <pre>
 *   elements 5, 6, 7 of 6 channels, padded to 8, words of 32 bits
 *
 *   | c0 c1 c2 c3 | c4 c5 -- -- | c0 c1 c2 c3 | c4 c5 -- -- |
 *                      ==         =====                          read:  words [1, 2) and [2, 3)
 *                      ========                                  write: the padding lanes belong to the last channel
 * </pre>
 *
 * Where the pixels follow each other without padding, a run of any length is one range of words.
 */
final class PlacedTensor implements ElementSource, ElementSink {

    private final ElementType type;
    private final Memory memory;
    private final WordGuard guard;
    private final boolean isGapless;
    private final int channels;
    private final int elementBits;
    private final long pixelBits;
    private final long paddingBits;
    private final int wordBits;
    private final int wordShift;
    private final long startWord;
    private final long startBit;

    /**
     * Binds a tensor to its place.
     *
     * @param bufferWord word of the memory at which the tensor's buffer starts
     */
    PlacedTensor(TensorLayout layout, ElementType type, Memory memory, long bufferWord, WordGuard guard) {
        this.type = type;
        this.memory = memory;
        this.guard = guard;
        isGapless = layout.isGapless();
        channels = layout.channels();
        elementBits = layout.elementBits();
        pixelBits = layout.pixelBits();
        paddingBits = (long) (layout.storedChannels() - channels) * elementBits;
        wordBits = layout.wordBits();
        wordShift = Integer.bitCount(wordBits) == 1 ? Integer.numberOfTrailingZeros(wordBits) : -1;
        startWord = layout.startWord();
        startBit = memory.bitOfWord(bufferWord) + startWord * wordBits;
    }

    @Override
    public void readIntegers(long firstElement, int count, int[] into, int at) {
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedRead(firstElement + done, run);
            memory.readIntegers(startBit + bit, run, type, into, at + done);
            done += run;
        }
    }

    @Override
    public void readFloats(long firstElement, int count, float[] into, int at) {
        if (type == ElementType.FLOAT16) {
            int[] halves = new int[count];
            readIntegers(firstElement, count, halves, 0);
            for (int i = 0; i < count; i++) {
                into[at + i] = HalfPrecision.value((short) halves[i]);
            }
            return;
        }
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedRead(firstElement + done, run);
            memory.readFloats(startBit + bit, run, into, at + done);
            done += run;
        }
    }

    /** Elements as they are stored. */
    void readBytes(long firstElement, int count, byte[] into, int at) {
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedRead(firstElement + done, run);
            memory.readBytes(startBit + bit, run * elementBits / Byte.SIZE, into, at + done * elementBits / Byte.SIZE);
            done += run;
        }
    }

    @Override
    public void writeIntegers(long firstElement, int count, int[] from, int at) {
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedWrite(firstElement + done, run);
            memory.writeIntegers(startBit + bit, run, type, from, at + done);
            done += run;
        }
    }

    @Override
    public void writeFloats(long firstElement, int count, float[] from, int at) {
        if (type == ElementType.FLOAT16) {
            int[] halves = new int[count];
            for (int i = 0; i < count; i++) {
                halves[i] = HalfPrecision.bits(from[at + i]);
            }
            writeIntegers(firstElement, count, halves, 0);
            return;
        }
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedWrite(firstElement + done, run);
            memory.writeFloats(startBit + bit, run, from, at + done);
            done += run;
        }
    }

    /** Elements as they are stored. */
    void writeBytes(long firstElement, int count, byte[] from, int at) {
        for (int done = 0; done < count; ) {
            int run = run(firstElement + done, count - done);
            long bit = guardedWrite(firstElement + done, run);
            memory.writeBytes(startBit + bit, run * elementBits / Byte.SIZE, from, at + done * elementBits / Byte.SIZE);
            done += run;
        }
    }

    /** Elements, of so many from this one on, that lie one behind another. */
    private int run(long element, int count) {
        return isGapless ? count : Math.min(count, channels - (int) (element % channels));
    }

    /** Bit of the tensor's at which an element starts. */
    private long bit(long element) {
        return isGapless ? element * elementBits : element / channels * pixelBits + element % channels * elementBits;
    }

    private long word(long bit) {
        return startWord + (wordShift >= 0 ? bit >>> wordShift : bit / wordBits);
    }

    private long guardedRead(long element, int run) {
        long bit = bit(element);
        guard.read(word(bit), word(bit + (long) run * elementBits - 1) + 1);
        return bit;
    }

    /** Tells the guard, and sets the padding lanes behind a last channel to zero. */
    private long guardedWrite(long element, int run) {
        long bit = bit(element);
        long end = bit + (long) run * elementBits;
        boolean takesPadding = paddingBits > 0 && (element + run) % channels == 0;
        long padded = takesPadding ? end + paddingBits : end;
        guard.write(word(bit), word(padded - 1) + 1, bit % wordBits != 0 || padded % wordBits != 0);
        if (takesPadding) {
            memory.clear(startBit + end, paddingBits);
        }
        return bit;
    }
}
