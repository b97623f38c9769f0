package dev.shingle.testkit.placement;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.plan.Distance;

/** The least scratchpad by trying every direction and every start; equation (9) word for word, nothing rounded. */
final class BrutePlacement {

    private final PlacementProblem problem;
    private final boolean circular;
    private final Traversal[] directions;
    private final long[] starts;

    BrutePlacement(PlacementProblem problem) {
        this.problem = problem;
        this.circular = problem.addressing() == Addressing.CIRCULAR;
        this.directions = problem.preferredDirections();
        this.starts = new long[problem.bufferCount()];
    }

    long optimum() {
        long capacity = 1;
        while (!fits(capacity)) {
            capacity++;
        }
        return capacity;
    }

    boolean fits(long capacity) {
        return turn(0, capacity);
    }

    private boolean turn(int step, long capacity) {
        if (step == directions.length) {
            return place(0, capacity);
        }
        if (problem.traversals().size() == 1 || problem.meetingsOf(step).length == 0) {
            return turn(step + 1, capacity);
        }
        for (Traversal traversal : problem.traversals()) {
            directions[step] = traversal;
            if (turn(step + 1, capacity)) {
                return true;
            }
        }
        return false;
    }

    private boolean place(int next, long capacity) {
        if (next == starts.length) {
            return true;
        }
        long last = circular ? capacity - 1 : capacity - problem.size(next);
        if (problem.size(next) > capacity) {
            return false;
        }
        for (long start = 0; start <= last; start += problem.alignment(next)) {
            boolean isPossible = problem.fixedStart(next).orElse(start) == start;
            starts[next] = start;
            for (int other = 0; other < next && isPossible; other++) {
                isPossible = isSafe(other, next, starts[other], start, directions, capacity);
            }
            if (isPossible && place(next + 1, capacity)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of it is in order. */
    boolean accepts(Arrangement arrangement, long height) {
        boolean isSafe = true;
        Traversal[] chosen = arrangement.directions();
        for (int b = 0; b < starts.length; b++) {
            long start = arrangement.offset(b);
            isSafe &= start >= 0 && start % problem.alignment(b) == 0;
            isSafe &= circular ? start < height && problem.size(b) <= height : start + problem.size(b) <= height;
            isSafe &= problem.fixedStart(b).orElse(start) == start;
            for (int a = 0; a < b; a++) {
                isSafe &= isSafe(a, b, arrangement.offset(a), start, chosen, height);
            }
        }
        for (Meeting meeting : problem.meetings()) {
            isSafe &= problem.traversals().contains(chosen[meeting.step()]);
        }
        return isSafe;
    }

    private boolean isSafe(int a, int b, long startA, long startB, Traversal[] chosen, long capacity) {
        if (!problem.live(a).overlaps(problem.live(b))) {
            return true;
        }
        long ab = clearance(a, b, chosen);
        long ba = clearance(b, a, chosen);
        long rise = startB - startA;
        if (!circular) {
            return rise >= ab || -rise >= ba;
        }
        for (long turns = -2; turns <= 2; turns++) {
            if (ab <= rise + turns * capacity && rise + turns * capacity <= capacity - ba) {
                return true;
            }
        }
        return false;
    }

    private long clearance(int below, int above, Traversal[] chosen) {
        for (Meeting meeting : problem.meetings()) {
            boolean forward = chosen[meeting.step()] == Traversal.FORWARD;
            int lower = forward ? meeting.result() : meeting.operand();
            int upper = forward ? meeting.operand() : meeting.result();
            if (lower == below && upper == above) {
                Distance distance = forward ? meeting.forward() : meeting.reverse();
                long lowest = -problem.size(above);
                if (distance.isFree()) {
                    return lowest;
                }
                long words = forward ? distance.words() : problem.size(below) + distance.words() - problem.size(above);
                return Math.max(lowest, Math.min(problem.size(below), words));
            }
        }
        for (Separation separation : problem.separations()) {
            if (separation.a() == below && separation.b() == above) {
                return separation.ab();
            }
            if (separation.b() == below && separation.a() == above) {
                return separation.ba();
            }
        }
        return problem.size(below);
    }
}
