package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;

/** Starts of all buffers and directions of all steps. */
final class Solution {

    private final long[] offsets;
    private final Traversal[] directions;

    Solution(long[] offsets, Traversal[] directions) {
        this.offsets = offsets.clone();
        this.directions = directions.clone();
    }

    long offset(int buffer) {
        return offsets[buffer];
    }

    Traversal direction(int step) {
        return directions[step];
    }

    Traversal[] directions() {
        return directions.clone();
    }

    /** Words from 0 to the highest end. */
    long peak(Problem problem) {
        long peak = 0;
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            peak = Math.max(peak, Math.addExact(offsets[buffer], problem.size(buffer)));
        }
        return peak;
    }
}
