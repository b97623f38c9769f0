package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.Space;

/** Starts are chosen; in which direction must each step run for its meetings to be safe? */
final class SafeDirections {

    private SafeDirections() {}

    /** The starts with directions, for linear addresses or a circular scratchpad of so many words. */
    static Arrangement complete(PlacementProblem problem, long[] starts, long words) {
        boolean isCircular = problem.addressing() == Addressing.CIRCULAR;
        Space space = isCircular ? new Space.Circular(words) : new Space.Linear(words);
        PlacementProblem exact = isCircular ? problem.withAlignment(1) : problem;
        Traversal[] directions = problem.preferredDirections();
        for (int step = 0; step < directions.length; step++) {
            if (!isSafe(exact, step, directions[step], starts, space)) {
                directions[step] = directions[step] == Traversal.FORWARD ? Traversal.REVERSE : Traversal.FORWARD;
                if (!problem.traversals().contains(directions[step])
                        || !isSafe(exact, step, directions[step], starts, space)) {
                    throw new AssertionError("step " + step + " is safe in no direction");
                }
            }
        }
        return new Arrangement(starts, directions);
    }

    private static boolean isSafe(PlacementProblem problem, int step, Traversal direction, long[] starts, Space space) {
        for (int m : problem.meetingsOf(step)) {
            PlacementProblem.Meeting meeting = problem.meeting(m);
            int x = meeting.operand();
            int y = meeting.result();
            if (!space.separates(
                    starts[x], starts[y], problem.clearance(x, m, direction), problem.clearance(y, m, direction))) {
                return false;
            }
        }
        return true;
    }
}
