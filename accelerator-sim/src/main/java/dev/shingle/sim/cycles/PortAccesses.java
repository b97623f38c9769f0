package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableMap;

/**
 * Cycles in which a step keeps ports busy; each moves {@code portWords} words of the scratchpad or one word of the weight
 * memory.
 *
 * @param reads by buffer
 * @param writes by buffer
 * @param weightReads reads of the weight memory, each for all lanes at once
 */
public record PortAccesses(ImmutableMap<String, Long> reads, ImmutableMap<String, Long> writes, long weightReads) {

    /** Nothing is touched. */
    public static final PortAccesses NONE = new PortAccesses(ImmutableMap.of(), ImmutableMap.of(), 0);

    public long readTotal() {
        return total(reads);
    }

    public long writeTotal() {
        return total(writes);
    }

    private static long total(ImmutableMap<String, Long> accesses) {
        return accesses.values().stream().mapToLong(Long::longValue).sum();
    }
}
