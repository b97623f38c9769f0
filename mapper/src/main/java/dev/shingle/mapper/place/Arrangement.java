package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;

/** Starts of all buffers and directions of all steps. */
public final class Arrangement {

    private final long[] offsets;
    private final Traversal[] directions;

    public Arrangement(long[] offsets, Traversal[] directions) {
        this.offsets = offsets.clone();
        this.directions = directions.clone();
    }

    public long offset(int buffer) {
        return offsets[buffer];
    }

    public Traversal direction(int step) {
        return directions[step];
    }

    public Traversal[] directions() {
        return directions.clone();
    }

    /** Words from 0 to the highest end. */
    public long peak(PlacementProblem problem) {
        long peak = 0;
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            peak = Math.max(peak, Math.addExact(offsets[buffer], problem.size(buffer)));
        }
        return peak;
    }
}
