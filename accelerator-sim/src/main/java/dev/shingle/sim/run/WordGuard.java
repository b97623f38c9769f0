package dev.shingle.sim.run;

/** Hears of every access to the words of one tensor, counted from the start of its buffer, before the data moves. */
interface WordGuard {

    /** Words {@code [first, end)} are about to be read. */
    void read(long first, long end);

    /**
     * Words {@code [first, end)} are about to be written.
     *
     * @param isPartial whether the first or the last of them is written in part only
     */
    void write(long first, long end, boolean isPartial);
}
