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
 * Finds placements quickly and proves nothing: {@link Sweep}s through time, forwards and backwards, and hill-climbing by
 * {@link Climb}. What it finds goes into the {@link Ledger}.
 *
 * <p>A plan for linear addresses is one for circular ones of the same size, so hill-climbing serves both.
 */
final class QuickSearch {

    private static final int USUAL_WIDTH = 64;
    private static final int PLACEMENTS_PER_NODE = 3;

    private final PlacementProblem problem;
    private final Ledger ledger;
    private final Effort effort;
    private final Random random;
    private final Sweep forwards;
    private Optional<Sweep> backwards = Optional.empty();

    QuickSearch(PlacementProblem problem, Ledger ledger, Effort effort, long seed) {
        this.problem = problem;
        this.ledger = ledger;
        this.effort = effort;
        this.random = new Random(seed);
        this.forwards = new Sweep(problem);
    }

    /** A placement to begin with: the largest buffers first, each as low as it can go. */
    static Arrangement constructed(PlacementProblem problem) {
        int[] largestFirst = IntStream.range(0, problem.bufferCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(problem::size).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        return new LowestFit(problem).place(largestFirst, problem.preferredDirections());
    }

    /**
     * Tries the lower bound with a beam of so many states; wide beams look further or less far ahead. A modulus that is no
     * multiple of the alignment seldom suffices, so the next multiple is tried too. Whether the gap is closed.
     */
    boolean sweepAtBound(int width) {
        double foresight = width <= USUAL_WIDTH ? 1 : 2 * random.nextDouble();
        long bound = ledger.lowerBound();
        long aligned = isCircular() ? problem.alignUp(bound) : bound;
        if (!sweep(bound, width, foresight) && aligned > bound && aligned < ledger.height()) {
            sweep(aligned, width, foresight);
        }
        return ledger.isClosed();
    }

    /** Sweeps between the lower bound and the best height, halving what is between a failure and a success. */
    void halve(int width) {
        long failed = ledger.lowerBound();
        while (ledger.height() - failed > 1 && !ledger.isClosed() && !effort.isSpent()) {
            long middle = failed + (ledger.height() - failed) / 2;
            if (!sweep(middle, width, 1)) {
                failed = middle;
            }
        }
    }

    /** Climbs from the best placement, and from others, with a part of the effort. */
    void climb(long trials) {
        Arrangement start = isCircular() ? constructed(problem) : ledger.best();
        Arrangement solution = new Climb(problem, start, ledger.lowerBound(), trials, random.nextLong()).run();
        effort.spend(Math.max(1, trials));
        ledger.found(solution, solution.peak(problem));
    }

    private boolean isCircular() {
        return problem.addressing() == Addressing.CIRCULAR;
    }

    private boolean sweep(long capacity, int width, double foresight) {
        Space space = isCircular() ? new Space.Circular(capacity) : new Space.Linear(capacity);
        long before = forwards.placements();
        Optional<Arrangement> solution = forwards.run(space, width, foresight);
        effort.spend((forwards.placements() - before) / PLACEMENTS_PER_NODE);
        if (solution.isEmpty()) {
            Sweep other = backwards();
            before = other.placements();
            solution = other.run(space, width, foresight).map(this::turned);
            effort.spend((other.placements() - before) / PLACEMENTS_PER_NODE);
        }
        solution.ifPresent(arrangement -> offer(arrangement, capacity));
        return solution.isPresent();
    }

    private Sweep backwards() {
        if (backwards.isEmpty()) {
            backwards = Optional.of(new Sweep(problem.reversedInTime()));
        }
        return backwards.orElseThrow();
    }

    private void offer(Arrangement arrangement, long capacity) {
        if (isCircular()) {
            ledger.found(arrangement, capacity);
            return;
        }
        ledger.found(arrangement, arrangement.peak(problem));
        if (!ledger.isClosed()) {
            Arrangement compact = new LowestFit(problem).compact(arrangement);
            ledger.found(compact, compact.peak(problem));
        }
    }

    /**
     * Directions of a solution in reversed time, in true order of steps. Reversed time ends where the first buffer arrives:
     * steps before that are not in the solution, and nothing meets there.
     */
    private Arrangement turned(Arrangement solution) {
        long[] offsets = new long[problem.bufferCount()];
        for (int buffer = 0; buffer < offsets.length; buffer++) {
            offsets[buffer] = solution.offset(buffer);
        }
        Traversal[] directions = problem.preferredDirections();
        Traversal[] reversed = solution.directions();
        for (int step = 0; step < reversed.length; step++) {
            directions[directions.length - 1 - step] = reversed[step];
        }
        return new Arrangement(offsets, directions);
    }
}
