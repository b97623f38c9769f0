package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the words of a buffer are, as runs of consecutive addresses: one run for linear addresses, two for a buffer that
 * wraps around the end of a circular scratchpad.
 */
final class Memory {

    private final long modulusWords;

    private Memory(long modulusWords) {
        this.modulusWords = modulusWords;
    }

    static Memory of(MemoryPlan plan) {
        return new Memory(plan.machine().addressing() == Addressing.CIRCULAR ? plan.peakWords() : Long.MAX_VALUE);
    }

    /** Words {@code [word, word + length)} of a buffer at the addresses {@code [address, address + length)}. */
    record Run(long word, long address, long length) {}

    /** Words of two buffers that lie at the same addresses. */
    record Shared(long word, long otherWord, long length) {}

    /** The runs of words {@code [first, end)} of a placed buffer, which is not larger than the scratchpad. */
    List<Run> runs(Placement placement, long first, long end) {
        List<Run> runs = new ArrayList<>(2);
        long word = first;
        while (word < end) {
            long address = address(placement, word);
            long length = Math.min(end - word, modulusWords - address);
            runs.add(new Run(word, address, length));
            word += length;
        }
        return runs;
    }

    long address(Placement placement, long word) {
        return (placement.offsetWords() + word) % modulusWords;
    }

    /** The word of a placed buffer at an address; -1 if the buffer does not reach there. */
    long wordAt(Placement placement, long address) {
        long word = Math.floorMod(address - placement.offsetWords(), modulusWords);
        return word < placement.buffer().sizeWords() ? word : -1;
    }

    /** The words of two placed buffers that share addresses. */
    List<Shared> shared(Placement one, Placement other) {
        List<Shared> shared = new ArrayList<>();
        for (Run a : runs(one, 0, one.buffer().sizeWords())) {
            for (Run b : runs(other, 0, other.buffer().sizeWords())) {
                long from = Math.max(a.address(), b.address());
                long end = Math.min(a.address() + a.length(), b.address() + b.length());
                if (from < end) {
                    shared.add(new Shared(a.word() + from - a.address(), b.word() + from - b.address(), end - from));
                }
            }
        }
        return shared;
    }
}
