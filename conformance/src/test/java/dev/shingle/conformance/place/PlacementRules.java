package dev.shingle.conformance.place;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.plan.Distance;

/** Equation (9) word for word, from the distances as they are given. The judge here of planners, CP-SAT and heuristics. */
final class PlacementRules {

    private static final int MOST_TURNS = 2;

    private final PlacementProblem problem;
    private final boolean isCircular;

    PlacementRules(PlacementProblem problem) {
        this.problem = problem;
        this.isCircular = problem.addressing() == Addressing.CIRCULAR;
    }

    /** Whether everything lies within the height, the modulus of circular addresses, as it must. */
    boolean areKept(Arrangement arrangement, long height) {
        Traversal[] directions = arrangement.directions();
        for (int b = 0; b < problem.bufferCount(); b++) {
            boolean isKept = isPlace(b, arrangement.offset(b), height);
            for (int a = 0; a < b && isKept; a++) {
                isKept = areSafe(a, b, arrangement.offset(b) - arrangement.offset(a), directions, height);
            }
            if (!isKept) {
                return false;
            }
        }
        return problem.meetings().stream()
                .allMatch(meeting -> problem.traversals().contains(directions[meeting.step()]));
    }

    /** Whether a buffer may start there, as far as it alone is concerned. */
    boolean isPlace(int buffer, long start, long height) {
        long last = isCircular ? height - 1 : height - problem.size(buffer);
        return start >= 0
                && start <= last
                && problem.size(buffer) <= height
                && start % problem.alignment(buffer) == 0
                && problem.fixedStart(buffer).orElse(start) == start;
    }

    /** Whether two buffers may lie beside each other, {@code rise} words from the start of a to that of b. */
    boolean areSafe(int a, int b, long rise, Traversal[] directions, long height) {
        if (!problem.live(a).overlaps(problem.live(b))) {
            return true;
        }
        for (Meeting meeting : problem.meetings()) {
            boolean isForward = directions[meeting.step()] == Traversal.FORWARD;
            if (meeting.operand() == a && meeting.result() == b) {
                return areSafe(meeting, isForward, rise, height);
            }
            if (meeting.operand() == b && meeting.result() == a) {
                return areSafe(meeting, isForward, -rise, height);
            }
        }
        for (Separation separation : problem.separations()) {
            if (separation.a() == a && separation.b() == b) {
                return areSafe(separation.ab(), separation.ba(), rise, height);
            }
            if (separation.a() == b && separation.b() == a) {
                return areSafe(separation.ba(), separation.ab(), rise, height);
            }
        }
        return areSafe(problem.size(a), problem.size(b), rise, height);
    }

    /** {@code rise} from the operand's start to the result's. */
    private boolean areSafe(Meeting meeting, boolean isForward, long rise, long height) {
        Distance distance = isForward ? meeting.forward() : meeting.reverse();
        if (distance.isFree()) {
            return true;
        }
        long operandSize = problem.size(meeting.operand());
        long resultSize = problem.size(meeting.result());
        return isForward
                ? areSafe(operandSize, distance.words(), rise, height)
                : areSafe(operandSize + distance.words() - resultSize, resultSize, rise, height);
    }

    private boolean areSafe(long ab, long ba, long rise, long height) {
        if (!isCircular) {
            return rise >= ab || -rise >= ba;
        }
        for (int turns = -MOST_TURNS; turns <= MOST_TURNS; turns++) {
            long turned = rise + turns * height;
            if (ab <= turned && turned <= height - ba) {
                return true;
            }
        }
        return false;
    }
}
