package dev.shingle.testkit.engine;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;

/**
 * A memory in which every word carries whose it is. Both tensors lie in it, the input at {@code offset} words from the
 * output; every access of the engine is done in order, and every read is compared.
 */
final class TaggedMemory implements Accesses {

    private final long offset;
    private final Map<Long, Long> outputWordAt = new HashMap<>();
    private final ImmutableList.Builder<LostWord> lost = ImmutableList.builder();
    private long access;

    private TaggedMemory(long offset) {
        this.offset = offset;
    }

    /** Every read of a log that finds something else than the input; output word 0 lies at address 0. */
    static ImmutableList<LostWord> lostWords(AccessLog log, long offset) {
        TaggedMemory memory = new TaggedMemory(offset);
        log.replay(memory);
        return memory.lost.build();
    }

    @Override
    public void read(long inputWord) {
        long address = Math.addExact(inputWord, offset);
        Long found = outputWordAt.get(address);
        if (found != null) {
            lost.add(new LostWord(access, inputWord, found, address));
        }
        access++;
    }

    @Override
    public void write(long outputWord) {
        outputWordAt.put(outputWord, outputWord);
        access++;
    }
}
