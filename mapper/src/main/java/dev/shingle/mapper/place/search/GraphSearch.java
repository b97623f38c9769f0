package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.Space;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

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
    record Found(Arrangement arrangement, long height) {}

    private final PlacementProblem problem;
    private final Sweep forwards;
    private final Sweep backwards;
    private final boolean circular;
    private final long bound;
    private final long effort;
    private final long seed;
    private final Random random;

    GraphSearch(PlacementProblem problem, long bound, long effort, long seed) {
        this.problem = problem;
        this.forwards = new Sweep(problem);
        this.backwards = new Sweep(problem.reversedInTime());
        this.circular = problem.addressing() == Addressing.CIRCULAR;
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
        return best.height() > bound ? climb(best, effort) : best;
    }

    private boolean isWithinEffort(int width) {
        return width <= USUAL_WIDTH || forwards.placements() + backwards.placements() < effort / 4;
    }

    private Found constructed() {
        LowestFit fit = new LowestFit(problem);
        Arrangement solution = fit.place(largestFirst(), problem.preferredDirections());
        return new Found(solution, solution.peak(problem));
    }

    /** Hill-climbing knows linear addresses only; what it finds holds for circular ones. */
    private Found climb(Found start, long climbingEffort) {
        Arrangement linear = circular ? constructed().arrangement() : start.arrangement();
        Arrangement solution = new Climb(problem, linear, bound, climbingEffort, seed).run();
        long peak = solution.peak(problem);
        return peak < start.height() ? new Found(solution, peak) : start;
    }

    private Found halve(Found start) {
        Found best = start;
        long failed = bound;
        while (best.height() - failed > 1 && forwards.placements() + backwards.placements() < effort) {
            long middle = failed + (best.height() - failed) / 2;
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
        Optional<Arrangement> solution = forwards.run(space, width, foresight);
        if (solution.isEmpty()) {
            solution = backwards.run(space, width, foresight).map(this::turned);
        }
        return solution.map(this::found).map(found -> circular ? new Found(found.arrangement(), capacity) : found);
    }

    private Found found(Arrangement solution) {
        Arrangement compact = circular ? solution : new LowestFit(problem).compact(solution);
        long peak = solution.peak(problem);
        long compactPeak = compact.peak(problem);
        return compactPeak < peak ? new Found(compact, compactPeak) : new Found(solution, peak);
    }

    /** Directions of a solution in reversed time, in true order of steps. */
    private Arrangement turned(Arrangement solution) {
        long[] offsets = new long[problem.bufferCount()];
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            offsets[buffer] = solution.offset(buffer);
        }
        Traversal[] directions = problem.preferredDirections();
        for (int step = 0; step < directions.length; step++) {
            directions[step] = solution.direction(directions.length - 1 - step);
        }
        return new Arrangement(offsets, directions);
    }

    private int[] largestFirst() {
        return IntStream.range(0, problem.bufferCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(problem::size).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
