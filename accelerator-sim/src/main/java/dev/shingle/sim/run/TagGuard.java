package dev.shingle.sim.run;

import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TaggedScratchpad;

/**
 * Checks the tag of every word that is read and sets that of every word that is written. A word that is written in part
 * keeps the rest only if that is the same tensor's (docs/model.md section 1); otherwise the rest becomes zeros.
 */
final class TagGuard implements WordGuard, TaggedScratchpad.Complaints {

    private final TaggedScratchpad tags;
    private final Memory memory;
    private final int wordBits;
    private final Ledger ledger;
    private final WordCounts counts;
    private final BoundUse use;
    private final int position;

    /**
     * A guard for one operand or result.
     *
     * @param position among the operands, or among the results
     */
    TagGuard(
            TaggedScratchpad tags,
            Memory memory,
            int wordBits,
            Ledger ledger,
            WordCounts counts,
            BoundUse use,
            int position) {
        this.tags = tags;
        this.memory = memory;
        this.wordBits = wordBits;
        this.ledger = ledger;
        this.counts = counts;
        this.use = use;
        this.position = position;
    }

    @Override
    public void read(long first, long end) {
        counts.read += end - first;
        tags.read(use, first, end, this);
    }

    @Override
    public void write(long first, long end, boolean isPartial) {
        counts.written += end - first;
        if (isPartial) {
            clearForeign(first);
            clearForeign(end - 1);
        }
        tags.write(use, first, end, this);
    }

    private void clearForeign(long word) {
        if (!tags.holds(use, word)) {
            memory.clear(memory.bitOfWord(use.offsetWords() + word), wordBits);
        }
    }

    @Override
    public void wrongTag(long word, long address, int foundTag) {
        ledger.lost(position, use, word, address, foundTag);
    }

    @Override
    public void outOfBounds(long word, long address) {
        ledger.outOfBounds(use, word, address);
    }
}
