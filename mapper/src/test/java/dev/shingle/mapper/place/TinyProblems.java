package dev.shingle.mapper.place;

import com.google.common.collect.ImmutableSet;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small random problems, and their least scratchpad by trying every direction and every start. */
public final class TinyProblems {

    private final Random random;

    public TinyProblems(long seed) {
        this.random = new Random(seed);
    }

    /** A buffer arrives at most steps, sometimes two; lives are short. */
    public PlacementProblem graph(int buffers, ImmutableSet<Traversal> traversals, int alignment) {
        List<LiveRange> lives = new ArrayList<>();
        int step = 0;
        for (int i = 0; i < buffers; i++) {
            lives.add(new LiveRange(step, step + 1 + random.nextInt(3)));
            step += random.nextInt(4) == 0 ? 0 : 1;
        }
        return problem(lives, traversals, alignment);
    }

    public PlacementProblem chain(int buffers, ImmutableSet<Traversal> traversals, int alignment) {
        List<LiveRange> lives = new ArrayList<>();
        for (int i = 0; i < buffers; i++) {
            lives.add(new LiveRange(Math.max(0, i - 1), i + 1));
        }
        return problem(lives, traversals, alignment);
    }

    private PlacementProblem problem(List<LiveRange> lives, ImmutableSet<Traversal> traversals, int alignment) {
        long[] sizes = lives.stream().mapToLong(live -> 1 + random.nextInt(6)).toArray();
        List<PlacementProblem.Meeting> meetings = new ArrayList<>();
        for (int x = 0; x < sizes.length; x++) {
            for (int y = 0; y < sizes.length; y++) {
                boolean dies = lives.get(x).end() == lives.get(y).start() + 1;
                boolean isThereBefore =
                        x == 0 || lives.get(x).start() < lives.get(y).start();
                if (x < y && dies && isThereBefore && random.nextInt(6) > 0) {
                    meetings.add(new PlacementProblem.Meeting(
                            lives.get(y).start(), x, y, distance(sizes[x], sizes[y]), distance(sizes[x], sizes[y])));
                }
            }
        }
        return PlacementProblem.of(sizes, lives)
                .meetings(meetings)
                .traversals(traversals)
                .alignment(alignment)
                .build();
    }

    private Distance distance(long operand, long result) {
        if (random.nextInt(12) == 0) {
            return Distance.FREE;
        }
        return Distance.ofWords(result - random.nextInt((int) (operand + result + 1)));
    }

    /** Least words by brute force, shares nothing with the planners but the numbers themselves. */
    public static long optimum(PlacementProblem problem, boolean circular) {
        for (long capacity = 1; ; capacity++) {
            if (isFeasible(problem, capacity, circular)) {
                return capacity;
            }
        }
    }

    private static boolean isFeasible(PlacementProblem problem, long capacity, boolean circular) {
        int steps = problem.stepCount();
        for (int mask = 0; mask < 1 << steps; mask++) {
            Traversal[] directions = new Traversal[steps];
            boolean allowed = true;
            for (int step = 0; step < steps; step++) {
                directions[step] = (mask >> step & 1) == 0 ? Traversal.FORWARD : Traversal.REVERSE;
                boolean matters = meetsAt(problem, step);
                allowed &= matters ? problem.traversals().contains(directions[step]) : (mask >> step & 1) == 0;
            }
            if (allowed && place(problem, capacity, circular, directions, new long[problem.bufferCount()], 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean meetsAt(PlacementProblem problem, int step) {
        return problem.meetings().stream().anyMatch(meeting -> meeting.step() == step);
    }

    private static boolean place(
            PlacementProblem problem,
            long capacity,
            boolean circular,
            Traversal[] directions,
            long[] starts,
            int next) {
        if (next == starts.length) {
            return true;
        }
        long last = circular ? capacity - 1 : capacity - problem.size(next);
        if (problem.size(next) > capacity) {
            return false;
        }
        for (long start = 0; start <= last; start += problem.grain()) {
            starts[next] = start;
            boolean safe = true;
            for (int other = 0; other < next && safe; other++) {
                safe = isSafe(problem, other, next, starts[other], start, directions, circular ? capacity : 0);
            }
            if (safe && place(problem, capacity, circular, directions, starts, next + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Equation (9), word for word; a modulus of 0 means linear addresses. */
    public static boolean isSafe(
            PlacementProblem problem, int a, int b, long startA, long startB, Traversal[] directions, long modulus) {
        if (!problem.live(a).overlaps(problem.live(b))) {
            return true;
        }
        long ab = problem.size(a);
        long ba = problem.size(b);
        for (PlacementProblem.Meeting meeting : problem.meetings()) {
            boolean aIsOperand = meeting.operand() == a && meeting.result() == b;
            if (!aIsOperand && !(meeting.operand() == b && meeting.result() == a)) {
                continue;
            }
            boolean forward = directions[meeting.step()] == Traversal.FORWARD;
            Distance distance = forward ? meeting.forward() : meeting.reverse();
            if (distance.isFree()) {
                return true;
            }
            long reduced = forward
                    ? distance.words()
                    : problem.size(meeting.operand()) + distance.words() - problem.size(meeting.result());
            if (aIsOperand == forward) {
                ba = reduced;
            } else {
                ab = reduced;
            }
        }
        if (modulus == 0) {
            return startB - startA >= ab || startA - startB >= ba;
        }
        for (long turns = -2; turns <= 2; turns++) {
            long rise = startB - startA + LongMath.checkedMultiply(turns, modulus);
            if (ab <= rise && rise <= modulus - ba) {
                return true;
            }
        }
        return false;
    }
}
