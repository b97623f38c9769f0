package dev.shingle.conformance.place;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the field's heuristics reach if they are allowed to overlap: first fit in its usual orders with every step forward,
 * every step in reverse, and turn and turn about; then hill-climbing over orders and directions from the best of these
 * with as many attempts as Vela and TVM make. And all peers as they are.
 */
final class OverlapHeuristics {

    private static final int ATTEMPTS = 500;

    private final PlacementProblem problem;
    private final LowestFit fit;
    private final Random random = new Random(1);
    private int[] bestOrder = {};
    private Traversal[] bestDirections;
    private long best = Long.MAX_VALUE;

    private OverlapHeuristics(PlacementProblem problem) {
        this.problem = problem;
        this.fit = new LowestFit(problem);
        this.bestDirections = problem.preferredDirections();
    }

    /** The least height that any of them reaches. */
    static long leastHeight(PlacementProblem problem) {
        OverlapHeuristics heuristics = new OverlapHeuristics(problem);
        heuristics.firstFits();
        heuristics.climb();
        return Math.min(heuristics.best, leastOfPeers(problem));
    }

    static long leastOfPeers(PlacementProblem problem) {
        long least = Long.MAX_VALUE;
        for (Planner planner : Planners.peers()) {
            least = Math.min(
                    least, planner.place(problem, PlacementOptions.defaults()).height());
        }
        return least;
    }

    private void firstFits() {
        Comparator<Integer> bySize = Comparator.comparingLong(problem::size);
        Comparator<Integer> byStart =
                Comparator.comparingInt(buffer -> problem.live(buffer).start());
        Comparator<Integer> byEnd =
                Comparator.comparingInt(buffer -> problem.live(buffer).end());
        Comparator<Integer> byLife = Comparator.comparingInt(
                buffer -> problem.live(buffer).end() - problem.live(buffer).start());
        List<Comparator<Integer>> comparators = List.of(
                bySize.reversed(),
                byStart,
                byEnd.reversed(),
                byLife.reversed(),
                byLife.reversed().thenComparing(bySize.reversed()));
        for (Comparator<Integer> comparator : comparators) {
            int[] order = IntStream.range(0, problem.bufferCount())
                    .boxed()
                    .sorted(comparator)
                    .mapToInt(Integer::intValue)
                    .toArray();
            directions().forEach(directions -> attempt(order, directions));
        }
    }

    private List<Traversal[]> directions() {
        List<Traversal[]> all = new ArrayList<>();
        ImmutableList<Traversal> able = problem.traversals().asList();
        for (int first = 0; first < able.size(); first++) {
            Traversal[] same = problem.preferredDirections();
            Traversal[] inTurn = problem.preferredDirections();
            for (int step = 0; step < same.length; step++) {
                same[step] = able.get(first);
                inTurn[step] = able.get((first + step) % able.size());
            }
            all.add(same);
            all.add(inTurn);
        }
        return all;
    }

    private void climb() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int[] order = bestOrder.clone();
            Traversal[] directions = bestDirections.clone();
            if (problem.traversals().size() > 1 && directions.length > 0 && random.nextInt(3) == 0) {
                int step = random.nextInt(directions.length);
                directions[step] = directions[step] == Traversal.FORWARD ? Traversal.REVERSE : Traversal.FORWARD;
            } else {
                swap(order, random.nextInt(order.length), random.nextInt(order.length));
            }
            attempt(order, directions);
        }
    }

    private static void swap(int[] order, int a, int b) {
        int buffer = order[a];
        order[a] = order[b];
        order[b] = buffer;
    }

    /** Keeps what is not worse. */
    private void attempt(int[] order, Traversal[] directions) {
        Arrangement arrangement = fit.place(order, directions);
        long height = arrangement.peak(problem);
        if (height <= best) {
            best = height;
            bestOrder = order;
            bestDirections = directions;
        }
    }
}
