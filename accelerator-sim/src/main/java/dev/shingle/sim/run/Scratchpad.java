package dev.shingle.sim.run;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.ElementType;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TaggedScratchpad;

/**
 * The one memory of the machine: the words' bits, and for each word the tag (buffer, word of it) of what was written there
 * last.
 *
 * <pre>
 *   bits   | 12 f3 00 07 | 44 .. .. .. |        addresses count words, as in the plan
 *   tags   |   (x, 0)    |   (y, 17)   |        4 bytes a word
 * </pre>
 */
final class Scratchpad {

    private final int wordBits;
    private final Memory memory;
    private final TaggedScratchpad tags;
    private final boolean isChecked;

    Scratchpad(MemoryPlan plan, boolean isChecked) {
        this.isChecked = isChecked;
        wordBits = plan.machine().layout().wordBits();
        memory = new Memory(plan.peakWords(), wordBits, plan.machine().addressing() == Addressing.CIRCULAR);
        tags = new TaggedScratchpad(plan);
    }

    /**
     * A guard for what a step or the host does with one operand or result.
     *
     * @param position among the operands, or among the results
     */
    WordGuard guard(BoundUse use, int position, Ledger ledger, WordCounts counts) {
        return isChecked
                ? new TagGuard(tags, memory, wordBits, ledger, counts, use, position)
                : new CountingGuard(counts);
    }

    /** A tensor that is read and written in place. */
    PlacedTensor tensor(TensorLayout layout, ElementType type, BoundUse use, WordGuard guard) {
        return new PlacedTensor(layout, type, memory, use.offsetWords(), guard);
    }

    /** A line buffer through which a tensor streams. */
    LineBufferMemory lineBuffer(TensorLayout layout, ElementType type, BoundUse use, WordGuard guard) {
        return new LineBufferMemory(layout, type, memory, use.offsetWords(), guard);
    }

    /** Sets the words of a whole buffer to zero. */
    void clear(BoundUse use, long words) {
        memory.clear(memory.bitOfWord(use.offsetWords()), words * wordBits);
    }
}
