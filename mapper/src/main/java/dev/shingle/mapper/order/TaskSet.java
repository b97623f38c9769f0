package dev.shingle.mapper.order;

import java.util.Arrays;

/** An immutable set of tasks, one bit each. */
final class TaskSet {

    private final long[] bits;
    private final int hash;

    private TaskSet(long[] bits) {
        this.bits = bits;
        long mixed = 0;
        for (long word : bits) {
            mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        this.hash = (int) mixed;
    }

    /** The empty set, with room for {@code tasks} tasks. */
    static TaskSet empty(int tasks) {
        return new TaskSet(new long[(tasks + Long.SIZE - 1) / Long.SIZE]);
    }

    boolean contains(int task) {
        return (bits[task / Long.SIZE] & 1L << task) != 0;
    }

    TaskSet with(int task) {
        long[] more = bits.clone();
        more[task / Long.SIZE] |= 1L << task;
        return new TaskSet(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskSet set && Arrays.equals(bits, set.bits);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
