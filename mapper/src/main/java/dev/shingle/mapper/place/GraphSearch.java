package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;
import java.util.Optional;
import java.util.Random;

/**
 * The least scratchpad that a search finds for a graph.
 *
 * <ol>
 *   <li>Sweeps at the lower bound, with time forwards and backwards and beams of 8, 16, 32 .. 1024 states; the wide
 *       ones also look further or less far ahead. This settles nearly every real network.
 *   <li>Otherwise a constructive plan and hill-climbing from it give an upper limit,
 *   <li>then sweeps halve the range between the largest capacity that failed and the best plan, and
 *   <li>the remaining effort goes into hill-climbing from the best plan.
 * </ol>
 *
 * <p>A plan for linear addresses is one for circular ones of the same size, so steps 2 and 4 serve both.
 */
final class GraphSearch {

    private static final int FIRST_WIDTH = 8;
    private static final int USUAL_WIDTH = 64;
    private static final int LAST_WIDTH = 1024;

    /** A solution and the words that it needs; the modulus when addresses are circular. */
    record Found(Solution solution, long peakWords) {}

    private final Problem problem;
    private final Sweep forwards;
    private final Sweep backwards;
    private final boolean circular;
    private final long bound;
    private final long effort;
    private final long seed;
    private final Random random;

    GraphSearch(Problem problem, boolean circular, long bound, long effort, long seed) {
        this.problem = problem;
        this.forwards = new Sweep(problem);
        this.backwards = new Sweep(problem.reversedInTime());
        this.circular = circular;
        this.bound = bound;
        this.effort = effort;
        this.seed = seed;
        this.random = new Random(seed);
    }

    Found run() {
        for (int width = FIRST_WIDTH; width <= LAST_WIDTH && isWithinEffort(width); width *= 2) {
            Optional<Found> atBound = sweep(bound, width, width <= USUAL_WIDTH ? 1 : 2 * random.nextDouble());
            if (atBound.isPresent()) {
                return atBound.get();
            }
        }
        Found best = climb(constructed(), effort / 4);
        best = halve(best);
        return best.peakWords() > bound ? climb(best, effort) : best;
    }

    private boolean isWithinEffort(int width) {
        return width <= USUAL_WIDTH || forwards.placements() + backwards.placements() < effort / 4;
    }

    private Found constructed() {
        LowestFit fit = new LowestFit(problem);
        Solution solution = fit.place(DisjointGreedy.largestFirst(problem), problem.preferredDirections());
        return new Found(solution, solution.peak(problem));
    }

    /** Hill-climbing knows linear addresses only; what it finds holds for circular ones. */
    private Found climb(Found start, long climbingEffort) {
        Solution linear = circular ? constructed().solution() : start.solution();
        Solution solution = new Climb(problem, linear, bound, climbingEffort, seed).run();
        long peak = solution.peak(problem);
        return peak < start.peakWords() ? new Found(solution, peak) : start;
    }

    private Found halve(Found start) {
        Found best = start;
        long failed = bound;
        while (best.peakWords() - failed > 1 && forwards.placements() + backwards.placements() < effort) {
            long middle = failed + (best.peakWords() - failed) / 2;
            Optional<Found> found = sweep(middle, USUAL_WIDTH, 1);
            if (found.isPresent()) {
                best = found.get();
            } else {
                failed = middle;
            }
        }
        return best;
    }

    private Optional<Found> sweep(long capacity, int width, double foresight) {
        Space space = circular ? new Space.Circular(capacity) : new Space.Linear(capacity);
        Optional<Solution> solution = forwards.run(space, width, foresight);
        if (solution.isEmpty()) {
            solution = backwards.run(space, width, foresight).map(this::turned);
        }
        return solution.map(this::found).map(found -> circular ? new Found(found.solution(), capacity) : found);
    }

    private Found found(Solution solution) {
        Solution compact = circular ? solution : new LowestFit(problem).compact(solution);
        long peak = solution.peak(problem);
        long compactPeak = compact.peak(problem);
        return compactPeak < peak ? new Found(compact, compactPeak) : new Found(solution, peak);
    }

    /** Directions of a solution in reversed time, in true order of steps. */
    private Solution turned(Solution solution) {
        long[] offsets = new long[problem.bufferCount()];
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            offsets[buffer] = solution.offset(buffer);
        }
        Traversal[] directions = problem.preferredDirections();
        for (int step = 0; step < directions.length; step++) {
            directions[step] = solution.direction(directions.length - 1 - step);
        }
        return new Solution(offsets, directions);
    }
}
