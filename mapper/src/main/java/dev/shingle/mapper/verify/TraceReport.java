package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;

/** The verdict on the offsets of a trace's buffers. */
public sealed interface TraceReport {

    /** Whether the offsets may be used. */
    boolean isSafe();

    /**
     * No byte is used by two buffers at once, and all demands on offsets are met.
     *
     * @param buffers buffers checked
     * @param heightBytes byte after the last that belongs to a buffer, used or not
     */
    record Safe(int buffers, long heightBytes) implements TraceReport {
        @Override
        public boolean isSafe() {
            return true;
        }
    }

    /**
     * The offsets must not be used.
     *
     * @param findings the first few: what concerns one buffer, then overlaps in order of time
     * @param total all findings; buffers with gaps can overlap several times, and each counts
     */
    record Unsafe(ImmutableList<TraceFinding> findings, long total) implements TraceReport {
        @Override
        public boolean isSafe() {
            return false;
        }
    }
}
