package dev.shingle.sim.replay;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.MemoryPlan;

/**
 * The scratchpad, each word holding the tag of what was written there last: 4 bytes a word and nothing else. A contiguous
 * range of a buffer has consecutive tags, which makes reading and writing one tight loop per piece between wrap-arounds.
 */
public final class TaggedScratchpad {

    /** Takes the words of a range that do not hold what they should. */
    public interface Complaints {

        void wrongTag(long word, long address, int foundTag);

        void outOfBounds(long word, long address);
    }

    private final int[] tags;
    private final boolean isCircular;

    /**
     * An empty scratchpad of the size that a plan needs.
     *
     * @throws MalformedPlanException if that is too large
     */
    public TaggedScratchpad(MemoryPlan plan) {
        if (plan.peakWords() < 0 || plan.peakWords() > Integer.MAX_VALUE - 8) {
            throw new MalformedPlanException("plan " + plan.network() + " has a scratchpad of " + plan.peakWords()
                    + " words; a replay holds at most " + (Integer.MAX_VALUE - 8));
        }
        tags = new int[(int) plan.peakWords()];
        isCircular = plan.machine().addressing() == Addressing.CIRCULAR && tags.length > 0;
    }

    /** Checks words {@code [first, end)} of a buffer. */
    public void read(BoundUse use, long first, long end, Complaints complaints) {
        for (long word = first; word < end; ) {
            long address = address(use.offsetWords() + word);
            if (address >= tags.length) {
                complaints.outOfBounds(word, address);
                word++;
                continue;
            }
            int count = (int) Math.min(end - word, tags.length - address);
            int expected = use.firstTag() + (int) word;
            if (!holds((int) address, count, expected)) {
                complain((int) address, count, expected, word, complaints);
            }
            word += count;
        }
    }

    /** Stores words {@code [first, end)} of a buffer. */
    public void write(BoundUse use, long first, long end, Complaints complaints) {
        for (long word = first; word < end; ) {
            long address = address(use.offsetWords() + word);
            if (address >= tags.length) {
                complaints.outOfBounds(word, address);
                word++;
                continue;
            }
            int count = (int) Math.min(end - word, tags.length - address);
            int from = (int) address;
            int tag = use.firstTag() + (int) word;
            for (int i = 0; i < count; i++) {
                tags[from + i] = tag + i;
            }
            word += count;
        }
    }

    /** Whether a word of a buffer, or nothing that exists, lies where it should. */
    public boolean holds(BoundUse use, long word) {
        long address = address(use.offsetWords() + word);
        return address >= tags.length || tags[(int) address] == use.firstTag() + (int) word;
    }

    private long address(long offset) {
        return isCircular ? offset % tags.length : offset;
    }

    private boolean holds(int from, int count, int expected) {
        int difference = 0;
        for (int i = 0; i < count; i++) {
            difference |= tags[from + i] ^ (expected + i);
        }
        return difference == 0;
    }

    private void complain(int from, int count, int expected, long firstWord, Complaints complaints) {
        for (int i = 0; i < count; i++) {
            if (tags[from + i] != expected + i) {
                complaints.wrongTag(firstWord + i, from + i, tags[from + i]);
            }
        }
    }
}
