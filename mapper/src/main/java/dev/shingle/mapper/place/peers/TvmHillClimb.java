package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Places one buffer after another at the lowest free start; swaps, in the order, one that is live with a highest buffer
 * and comes before it with another such one, or with one that is live with a neighbour of it and comes before that; 500
 * times, or until what is live at once is reached. A worse placement is kept with a probability that falls with time, so
 * the last one kept, which is the result, need not be the best that was seen.
 *
 * <p>{@code hill_climb} of Apache TVM's Unified Static Memory Planner (src/tir/usmp/algo/hill_climb.cc), which calls
 * itself simulated annealing too. First order: the largest first, then who has most neighbours, then the lowest number
 * (TVM: the name, backwards). The chance in percent to keep what is worse, rounded down: 50 (new - old) / new / attempts so far. An
 * attempt that finds nothing to swap places the same order again, rejects it as no better, and undoes the last swap once
 * more than it was done, that is, does it again: not meant, perhaps, but that is how TVM gets away from dead ends.
 *
 * <p>An attempt costs n nodes of the budget. Overlaps nothing; takes no notice of a capacity.
 */
public final class TvmHillClimb implements Planner {

    private static final int ATTEMPTS = 500;
    private static final int PERCENT_NEAR = 25;
    private static final long PERCENT_WORSE = 50;

    @Override
    public String name() {
        return "tvm-hill-climb";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        FreeStarts kept = new Search(disjoint, options).run();
        return PlacementResult.withStepBound(
                problem, new Arrangement(kept.starts(), disjoint.preferredDirections()), kept.height());
    }

    private static final class Search {

        private final PlacementProblem problem;
        private final PlacementOptions options;
        private final Random random;
        private final int[] order;
        private final int[] turnOf;
        private int turn;
        private int otherTurn;

        Search(PlacementProblem problem, PlacementOptions options) {
            this.problem = problem;
            this.options = options;
            this.random = new Random(options.seed());
            this.order = firstOrder(problem);
            this.turnOf = new int[order.length];
            for (int turn = 0; turn < order.length; turn++) {
                turnOf[order[turn]] = turn;
            }
        }

        private static int[] firstOrder(PlacementProblem problem) {
            Comparator<Integer> bySize = Comparator.comparingLong(problem::size);
            Comparator<Integer> byNeighbours = Comparator.comparingInt(buffer -> problem.neighbours(buffer).length);
            return Order.of(problem.bufferCount(), bySize.reversed().thenComparing(byNeighbours.reversed()));
        }

        FreeStarts run() {
            long target = problem.mostLive();
            FreeStarts kept = placed();
            options.watcher().accept(kept.height());
            long nodes = order.length;
            for (int attempt = 1; attempt < ATTEMPTS && kept.height() > target; attempt++) {
                if (options.budget().isSpent(nodes)) {
                    break;
                }
                swapTwo(kept);
                FreeStarts next = placed();
                nodes += order.length;
                if (isKept(next.height(), kept.height(), attempt)) {
                    kept = next;
                } else {
                    swapTurns();
                }
            }
            return kept;
        }

        private FreeStarts placed() {
            FreeStarts free = new FreeStarts(problem);
            for (int buffer : order) {
                if (!free.isPlaced(buffer)) {
                    free.put(buffer, free.lowest(buffer));
                }
            }
            return free;
        }

        private boolean isKept(long height, long before, int attempt) {
            if (height < before) {
                options.watcher().accept(height);
                return true;
            }
            double chancePercent = (double) PERCENT_WORSE * (height - before) / height;
            return random.nextInt(100) < (long) chancePercent / attempt;
        }

        private void swapTwo(FreeStarts placed) {
            int top = any(inTurn(placed.highest()));
            List<Integer> near = new ArrayList<>();
            List<Integer> far = new ArrayList<>();
            for (int neighbour : problem.neighbours(top)) {
                addIfBefore(neighbour, top, near);
                for (int next : problem.neighbours(neighbour)) {
                    addIfBefore(next, neighbour, far);
                }
            }
            if (near.isEmpty() || (near.size() == 1 && near.containsAll(far))) {
                return;
            }
            int buffer = any(inTurn(near));
            int other = buffer;
            inTurn(far);
            while (other == buffer) {
                boolean isFar = !far.isEmpty() && random.nextInt(100) > PERCENT_NEAR;
                other = any(isFar ? far : near);
            }
            turn = turnOf[buffer];
            otherTurn = turnOf[other];
            swapTurns();
        }

        private void addIfBefore(int buffer, int other, List<Integer> list) {
            if (turnOf[buffer] < turnOf[other]) {
                list.add(buffer);
            }
        }

        private List<Integer> inTurn(List<Integer> buffers) {
            buffers.sort(Comparator.comparingInt(buffer -> turnOf[buffer]));
            return buffers;
        }

        private int any(List<Integer> buffers) {
            return buffers.get(random.nextInt(buffers.size()));
        }

        private void swapTurns() {
            int buffer = order[turn];
            order[turn] = order[otherTurn];
            order[otherTurn] = buffer;
            turnOf[order[turn]] = turn;
            turnOf[order[otherTurn]] = otherTurn;
        }
    }
}
