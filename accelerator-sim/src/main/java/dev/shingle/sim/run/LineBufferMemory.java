package dev.shingle.sim.run;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.ElementType;
import dev.shingle.sim.kernels.unit.ElementSource;

/**
 * What has streamed by into a line buffer: words of one operand, read from the scratchpad once each, checked then, and kept
 * outside of it. Units compute from here, and whatever becomes of the words in the scratchpad afterwards does no harm.
 *
 * <p>The hardware keeps the rows of one window and drops older ones. Here all words of the step are kept, in a memory of
 * their own as large as the buffer, because a unit that writes whole rows or the tensor computes when its last word has
 * come, where the hardware computes while they pass. Reading a word that has not come yet is a broken invariant.
 */
final class LineBufferMemory implements WordGuard {

    private final Memory scratchpad;
    private final Memory kept;
    private final WordGuard guard;
    private final long bufferWord;
    private final int wordBits;
    private final ElementSource source;
    private long low = Long.MAX_VALUE;
    private long high = Long.MIN_VALUE;

    /**
     * An empty line buffer.
     *
     * @param bufferWord word of the scratchpad at which the operand's buffer starts
     * @param guard hears of the words that stream by
     */
    LineBufferMemory(TensorLayout layout, ElementType type, Memory scratchpad, long bufferWord, WordGuard guard) {
        this.scratchpad = scratchpad;
        this.bufferWord = bufferWord;
        this.guard = guard;
        wordBits = layout.wordBits();
        kept = new Memory(layout.sizeWords(), wordBits, false);
        source = new PlacedTensor(layout, type, kept, 0, this);
    }

    /** The operand as far as it has come. */
    ElementSource source() {
        return source;
    }

    /** Words {@code [first, end)} of the operand's buffer pass by. */
    void stream(long first, long end) {
        guard.read(first, end);
        low = Math.min(low, first);
        high = Math.max(high, end);
        long bit = scratchpad.bitOfWord(bufferWord) + first * wordBits;
        scratchpad.copyTo(kept, bit, first * wordBits, (end - first) * wordBits);
    }

    @Override
    public void read(long first, long end) {
        if (first < low || end > high) {
            throw new AssertionError("words [%d, %d) are read from a line buffer that has seen [%d, %d)"
                    .formatted(first, end, low, high));
        }
    }

    @Override
    public void write(long first, long end, boolean isPartial) {
        throw new AssertionError("nothing is written into a line buffer's source");
    }
}
