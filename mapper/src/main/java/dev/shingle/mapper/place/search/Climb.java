package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementProblem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/**
 * Hill-climbing over the order and the directions of {@link LowestFit}: change a little, keep what is not worse, start
 * anew from another order when nothing has helped for long.
 *
 * <p>Changes: swap two buffers of the order; move one buffer to another place, preferably one that reaches the peak;
 * turn a step around. Every trial costs one placement of all buffers, which is what the effort is counted in.
 */
final class Climb {

    private static final int STALE_TRIALS_PER_BUFFER = 20;

    private final PlacementProblem problem;
    private final LowestFit fit;
    private final Random random;
    private final long target;
    private final long trialCost;
    private long effort;
    private Arrangement best;
    private long bestPeak;

    /** Stops as soon as {@code target} words are reached. */
    Climb(PlacementProblem problem, Arrangement start, long target, long effort, long seed) {
        this.problem = problem;
        this.fit = new LowestFit(problem);
        this.random = new Random(seed);
        this.target = target;
        this.effort = effort;
        this.trialCost = costOf(problem);
        this.best = start;
        this.bestPeak = start.peak(problem);
    }

    /** A buffer costs one, and a quarter more for every neighbour that it is held against. */
    private static long costOf(PlacementProblem problem) {
        long neighbours = 0;
        for (int buffer = 0; buffer < problem.bufferCount(); buffer++) {
            neighbours += problem.neighbours(buffer).length;
        }
        return problem.bufferCount() + neighbours / 4;
    }

    Arrangement run() {
        climb(orderOf(best), best.directions());
        while (canGoOn()) {
            climb(startingOrder(), startingDirections());
        }
        return best;
    }

    private boolean canGoOn() {
        return effort > 0 && bestPeak > target && problem.bufferCount() > 1;
    }

    private void climb(int[] startOrder, Traversal[] startDirections) {
        int[] order = startOrder;
        Traversal[] directions = startDirections;
        Arrangement current = placed(order, directions);
        long peak = current.peak(problem);
        int stale = 0;
        while (canGoOn() && stale < STALE_TRIALS_PER_BUFFER * order.length + 100) {
            int[] changedOrder = order.clone();
            Traversal[] changedDirections = directions.clone();
            change(changedOrder, changedDirections, current, peak);
            Arrangement changed = placed(changedOrder, changedDirections);
            long changedPeak = changed.peak(problem);
            stale = changedPeak < peak ? 0 : stale + 1;
            if (changedPeak <= peak) {
                order = changedOrder;
                directions = changedDirections;
                current = changed;
                peak = changedPeak;
            }
        }
    }

    private Arrangement placed(int[] order, Traversal[] directions) {
        effort -= trialCost;
        Arrangement solution = fit.place(order, directions);
        long peak = solution.peak(problem);
        if (peak < bestPeak) {
            best = solution;
            bestPeak = peak;
        }
        return solution;
    }

    private void change(int[] order, Traversal[] directions, Arrangement current, long peak) {
        boolean canTurn = problem.traversals().size() > 1 && !problem.meetings().isEmpty();
        int kind = random.nextInt(canTurn ? 4 : 3);
        if (kind == 3) {
            int step =
                    problem.meeting(random.nextInt(problem.meetings().size())).step();
            directions[step] = opposite(directions[step]);
        } else if (kind == 2) {
            swap(order, random.nextInt(order.length), random.nextInt(order.length));
        } else {
            int from = kind == 0 ? positionAtPeak(order, current, peak) : random.nextInt(order.length);
            move(order, from, random.nextInt(order.length));
        }
    }

    private int positionAtPeak(int[] order, Arrangement current, long peak) {
        int first = random.nextInt(order.length);
        for (int i = 0; i < order.length; i++) {
            int position = (first + i) % order.length;
            if (current.offset(order[position]) + problem.size(order[position]) == peak) {
                return position;
            }
        }
        return first;
    }

    private static void swap(int[] order, int a, int b) {
        int buffer = order[a];
        order[a] = order[b];
        order[b] = buffer;
    }

    private static void move(int[] order, int from, int to) {
        int buffer = order[from];
        if (from < to) {
            System.arraycopy(order, from + 1, order, from, to - from);
        } else {
            System.arraycopy(order, to, order, to + 1, from - to);
        }
        order[to] = buffer;
    }

    private static Traversal opposite(Traversal traversal) {
        return traversal == Traversal.FORWARD ? Traversal.REVERSE : Traversal.FORWARD;
    }

    private Traversal[] startingDirections() {
        Traversal[] directions = problem.preferredDirections();
        if (problem.traversals().size() > 1) {
            for (int step = 0; step < directions.length; step++) {
                directions[step] = random.nextBoolean() ? Traversal.FORWARD : Traversal.REVERSE;
            }
        }
        return directions;
    }

    /** By size, by size times life, or by start, each blurred by noise. */
    private int[] startingOrder() {
        double[] weight = new double[problem.bufferCount()];
        int kind = random.nextInt(3);
        for (int buffer = 0; buffer < weight.length; buffer++) {
            int steps = problem.live(buffer).end() - problem.live(buffer).start();
            double base = switch (kind) {
                case 0 -> problem.size(buffer);
                case 1 -> (double) problem.size(buffer) * steps;
                default -> problem.stepCount() - problem.live(buffer).start();
            };
            weight[buffer] = base * (0.5 + random.nextDouble());
        }
        return sorted(
                Comparator.comparingDouble((Integer buffer) -> weight[buffer]).reversed());
    }

    private int[] orderOf(Arrangement solution) {
        return sorted(Comparator.comparingLong(solution::offset));
    }

    private int[] sorted(Comparator<Integer> comparator) {
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, comparator);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
