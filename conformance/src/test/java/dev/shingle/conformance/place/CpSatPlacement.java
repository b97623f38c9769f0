package dev.shingle.conformance.place;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.Constraint;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Distance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A placement problem as a model for CP-SAT, word for word after equation (9), from the distances as they are given and
 * not from the clearances that the planners share.
 *
 * <ul>
 *   <li>a start for every buffer, counted in its alignment; the height, which is minimised;
 *   <li>a direction for every step at which something may be overlapped;
 *   <li>linear addresses: for every two buffers that are live together, which one is below;
 *   <li>circular ones: for such a pair, how often the modulus is added before the difference of the starts lies between
 *       the two clearances. For each number of turns that is linear in the starts and the modulus.
 * </ul>
 */
final class CpSatPlacement {

    /** What CP-SAT says: the least height with a placement of it, that there is none, or nothing in the time given. */
    sealed interface Answer {
        record Least(long words, Arrangement arrangement) implements Answer {}

        record None() implements Answer {}

        record Undecided() implements Answer {}
    }

    /** The clearances of a pair of buffers, if the condition holds; empty clearances ask for nothing. */
    private record Case(Optional<Literal> condition, Optional<long[]> clearances) {}

    /** Enough for any two starts below the modulus and clearances up to twice its size. */
    private static final int MOST_TURNS = 2;

    /** In CP-SAT's measure of work, which is the same on every machine; about as many seconds. */
    private static final double GUARD = 10;

    private final PlacementProblem problem;
    private final boolean isCircular;
    private final long atMost;
    private final CpModel model = new CpModel();
    private final IntVar height;
    private final List<LinearArgument> starts = new ArrayList<>();
    private final Map<Integer, BoolVar> reverse = new HashMap<>();

    private CpSatPlacement(PlacementProblem problem, long atMost) {
        this.problem = problem;
        this.isCircular = problem.addressing() == Addressing.CIRCULAR;
        this.atMost = atMost;
        this.height = model.newIntVar(0, atMost, "height");
        boolean canStart = true;
        for (int buffer = 0; buffer < problem.bufferCount(); buffer++) {
            canStart &= addStart(buffer);
        }
        if (!canStart) {
            model.addBoolOr(List.of());
            return;
        }
        for (int b = 0; b < problem.bufferCount(); b++) {
            for (int a = 0; a < b; a++) {
                if (problem.live(a).overlaps(problem.live(b))) {
                    separate(a, b, casesOf(a, b));
                }
            }
        }
        model.minimize(height);
    }

    /** The least height, or modulus, of all placements that take at most so many words. */
    static Answer least(PlacementProblem problem, long atMost) {
        return new CpSatPlacement(problem, atMost).solve();
    }

    /** False if the buffer does not fit by itself. */
    private boolean addStart(int buffer) {
        long size = problem.size(buffer);
        long alignment = problem.alignment(buffer);
        long last = isCircular ? atMost - 1 : atMost - size;
        if (last < 0 || size > atMost) {
            return false;
        }
        LinearArgument start = problem.fixedStart(buffer).isPresent()
                ? LinearExpr.constant(problem.fixedStart(buffer).getAsLong())
                : LinearExpr.term(
                        model.newIntVar(0, isPinned(buffer) ? 0 : last / alignment, "start" + buffer), alignment);
        starts.add(start);
        model.addLessOrEqual(
                LinearExpr.newBuilder().add(start).add(isCircular ? 1 : size).addTerm(height, -1), 0);
        model.addGreaterOrEqual(height, size);
        return true;
    }

    /** Circular placements can be turned, if every start is as good as any other; so buffer 0 may as well start at 0. */
    private boolean isPinned(int buffer) {
        return isCircular && buffer == 0 && problem.isUniform() && problem.grain() == 1;
    }

    private List<Case> casesOf(int a, int b) {
        for (PlacementProblem.Separation separation : problem.separations()) {
            if (separation.a() == a && separation.b() == b) {
                return List.of(always(separation.ab(), separation.ba()));
            }
            if (separation.a() == b && separation.b() == a) {
                return List.of(always(separation.ba(), separation.ab()));
            }
        }
        for (PlacementProblem.Meeting meeting : problem.meetings()) {
            if (meeting.operand() == a && meeting.result() == b || meeting.operand() == b && meeting.result() == a) {
                return problem.traversals().stream()
                        .map(traversal -> meetingCase(meeting, traversal, meeting.operand() == a))
                        .toList();
            }
        }
        return List.of(always(problem.size(a), problem.size(b)));
    }

    private static Case always(long ab, long ba) {
        return new Case(Optional.empty(), Optional.of(new long[] {ab, ba}));
    }

    private Case meetingCase(PlacementProblem.Meeting meeting, Traversal traversal, boolean operandIsA) {
        boolean isForward = traversal == Traversal.FORWARD;
        Distance distance = isForward ? meeting.forward() : meeting.reverse();
        long operandSize = problem.size(meeting.operand());
        long resultSize = problem.size(meeting.result());
        Optional<long[]> clearances = Optional.empty();
        if (!distance.isFree()) {
            long operandBelow = isForward ? operandSize : operandSize + distance.words() - resultSize;
            long resultBelow = isForward ? distance.words() : resultSize;
            clearances = Optional.of(
                    operandIsA ? new long[] {operandBelow, resultBelow} : new long[] {resultBelow, operandBelow});
        }
        if (problem.traversals().size() == 1) {
            return new Case(Optional.empty(), clearances);
        }
        BoolVar turned = reverse.computeIfAbsent(meeting.step(), step -> model.newBoolVar("reverse" + step));
        return new Case(Optional.of(isForward ? turned.not() : turned), clearances);
    }

    private void separate(int a, int b, List<Case> cases) {
        if (isCircular) {
            List<Literal> anyTurns = new ArrayList<>();
            for (int turns = leastTurns(cases); turns <= mostTurns(cases); turns++) {
                BoolVar isSo = model.newBoolVar("");
                anyTurns.add(isSo);
                for (Case some : cases) {
                    addTurned(a, b, some, turns, isSo);
                }
            }
            model.addBoolOr(anyTurns);
            return;
        }
        BoolVar aIsBelow = model.newBoolVar("");
        for (Case some : cases) {
            some.clearances().ifPresent(clearances -> {
                enforce(model.addGreaterOrEqual(rise(a, b), clearances[0]), aIsBelow, some);
                enforce(model.addGreaterOrEqual(rise(b, a), clearances[1]), aIsBelow.not(), some);
            });
        }
    }

    /** Starts are below the modulus, so to reach a clearance of 0 or more the modulus is never subtracted. */
    private static int leastTurns(List<Case> cases) {
        return cases.stream()
                        .anyMatch(some ->
                                some.clearances().filter(two -> two[0] < 0).isPresent())
                ? -MOST_TURNS
                : 0;
    }

    private static int mostTurns(List<Case> cases) {
        return cases.stream()
                        .anyMatch(some ->
                                some.clearances().filter(two -> two[1] < 0).isPresent())
                ? MOST_TURNS
                : 1;
    }

    private void addTurned(int a, int b, Case some, int turns, Literal isSo) {
        some.clearances().ifPresent(clearances -> {
            enforce(model.addGreaterOrEqual(rise(a, b).addTerm(height, turns), clearances[0]), isSo, some);
            enforce(model.addLessOrEqual(rise(a, b).addTerm(height, turns - 1), -clearances[1]), isSo, some);
        });
    }

    private LinearExprBuilder rise(int from, int to) {
        return LinearExpr.newBuilder().add(starts.get(to)).addTerm(starts.get(from), -1);
    }

    private static void enforce(Constraint constraint, Literal order, Case some) {
        constraint.onlyEnforceIf(some.condition()
                .map(direction -> new Literal[] {order, direction})
                .orElse(new Literal[] {order}));
    }

    private Answer solve() {
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(1).setMaxDeterministicTime(GUARD);
        CpSolverStatus status = solver.solve(model);
        return switch (status) {
            case OPTIMAL -> new Answer.Least(Math.round(solver.objectiveValue()), arrangement(solver));
            case INFEASIBLE -> new Answer.None();
            case FEASIBLE, UNKNOWN -> new Answer.Undecided();
            default -> throw new AssertionError("CP-SAT says " + status + " of " + model.validate());
        };
    }

    private Arrangement arrangement(CpSolver solver) {
        long[] offsets = starts.stream().mapToLong(solver::value).toArray();
        Traversal[] directions = problem.preferredDirections();
        reverse.forEach((step, turned) ->
                directions[step] = solver.booleanValue(turned) ? Traversal.REVERSE : Traversal.FORWARD);
        return new Arrangement(offsets, directions);
    }
}
