package dev.shingle.conformance.place;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;

/** The least height by trying every direction and every start. For a handful of buffers of a handful of words. */
final class EveryPlacement {

    private final PlacementProblem problem;
    private final PlacementRules rules;
    private final long[] starts;
    private final Traversal[] directions;
    private long height;

    private EveryPlacement(PlacementProblem problem) {
        this.problem = problem;
        this.rules = new PlacementRules(problem);
        this.starts = new long[problem.bufferCount()];
        this.directions = problem.preferredDirections();
    }

    static long leastHeight(PlacementProblem problem) {
        EveryPlacement every = new EveryPlacement(problem);
        while (!every.fits(0)) {
            every.height++;
        }
        return every.height;
    }

    private boolean fits(int step) {
        if (step == directions.length) {
            return place(0);
        }
        if (problem.meetingsOf(step).length == 0) {
            return fits(step + 1);
        }
        for (Traversal direction : problem.traversals()) {
            directions[step] = direction;
            if (fits(step + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean place(int buffer) {
        if (buffer == starts.length) {
            return true;
        }
        for (long start = 0; start < height; start++) {
            starts[buffer] = start;
            if (rules.isPlace(buffer, start, height) && isSafe(buffer) && place(buffer + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSafe(int buffer) {
        for (int other = 0; other < buffer; other++) {
            if (!rules.areSafe(other, buffer, starts[buffer] - starts[other], directions, height)) {
                return false;
            }
        }
        return true;
    }
}
