package dev.shingle.sim.run;

/** Counts words and lets everything pass: what is left of a guard when checks are off. */
record CountingGuard(WordCounts counts) implements WordGuard {

    @Override
    public void read(long first, long end) {
        counts.read += end - first;
    }

    @Override
    public void write(long first, long end, boolean isPartial) {
        counts.written += end - first;
    }
}
