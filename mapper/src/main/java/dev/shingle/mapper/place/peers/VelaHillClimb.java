package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Places one buffer after another at the lowest free start, finds out who is to blame for the highest end, swaps two of
 * them in the order, and keeps what is not worse; 500 times, or until what is live at once is reached.
 *
 * <pre>
 *              [ D ]     D reaches highest. To blame: D, those live with it (B, C), and whoever these
 *   [==== B ====]        rest upon, directly or not (A, below B). Three times out of ten, one of those
 *   [A]      [ C ]       that are not live with D is swapped: they make the holes.
 * </pre>
 *
 * <p>The {@code HillClimbAllocator} of Arm's Vela compiler for the Ethos-U (ethosu/vela/hillclimb_allocation.py). First
 * order: the most crowded first (the most that is live at once during a buffer's life), then the longest life, the
 * earliest start, the largest, the lowest number. After a failed attempt the search goes on from the best placement, as
 * in Vela's version in C++; the one in Python looks for culprits in what is left of the failed one.
 *
 * <p>An attempt costs n nodes of the budget. Overlaps nothing; takes no notice of a capacity.
 */
public final class VelaHillClimb implements Planner {

    private static final int ATTEMPTS = 500;
    private static final int PERCENT_FROM_AFAR = 30;

    @Override
    public String name() {
        return "vela-hill-climb";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Turns best = new Search(disjoint, options).run();
        return PlacementResult.withStepBound(
                problem, new Arrangement(best.starts(), disjoint.preferredDirections()), best.height());
    }

    private static final class Search {

        private final PlacementProblem problem;
        private final PlacementOptions options;
        private final Random random;

        Search(PlacementProblem problem, PlacementOptions options) {
            this.problem = problem;
            this.options = options;
            this.random = new Random(options.seed());
        }

        Turns run() {
            long target = problem.mostLive();
            Turns best = new Turns(problem, firstOrder(problem));
            options.watcher().accept(best.height());
            long nodes = problem.bufferCount();
            for (int i = 0;
                    i < ATTEMPTS && best.height() > target && !options.budget().isSpent(nodes);
                    i++) {
                int[] order = best.order();
                if (!swapTwo(best, order)) {
                    break;
                }
                Turns next = new Turns(problem, order);
                if (next.height() < best.height()) {
                    options.watcher().accept(next.height());
                }
                best = next.height() <= best.height() ? next : best;
                nodes += problem.bufferCount();
            }
            return best;
        }

        private boolean swapTwo(Turns placed, int[] order) {
            int highest = placed.highest();
            List<Integer> turns = placed.toBlameFor(highest);
            if (turns.size() < 2) {
                return false;
            }
            List<Integer> afar = turns.stream()
                    .filter(turn -> !problem.live(order[turn]).overlaps(problem.live(highest)))
                    .toList();
            boolean isFromAfar = random.nextInt(101) < PERCENT_FROM_AFAR && !afar.isEmpty();
            List<Integer> choice = isFromAfar ? afar : turns;
            int first = choice.get(random.nextInt(choice.size()));
            int second = turns.get(random.nextInt(turns.size() - 1));
            if (first == second) {
                second = turns.get(turns.size() - 1);
            }
            int buffer = order[first];
            order[first] = order[second];
            order[second] = buffer;
            return true;
        }
    }

    private static int[] firstOrder(PlacementProblem problem) {
        Breadths breadths = new Breadths(problem);
        long[] urgency = new long[problem.bufferCount()];
        Arrays.setAll(urgency, buffer -> breadths.mostDuring(problem.live(buffer)));
        Comparator<Integer> byUrgency = Comparator.comparingLong(buffer -> urgency[buffer]);
        Comparator<Integer> byLife = Comparator.comparingInt(
                buffer -> problem.live(buffer).end() - problem.live(buffer).start());
        Comparator<Integer> bySize = Comparator.comparingLong(problem::size);
        return Order.of(
                problem.bufferCount(),
                byUrgency
                        .reversed()
                        .thenComparing(byLife.reversed())
                        .thenComparing(buffer -> problem.live(buffer).start())
                        .thenComparing(bySize.reversed()));
    }

    /** A placement made in an order, with who rests on whom. */
    private static final class Turns {

        private final PlacementProblem problem;
        private final int[] order;
        private final int[] turnOf;
        private final int[] support;
        private final FreeStarts free;
        private final long height;

        Turns(PlacementProblem problem, int[] order) {
            this.problem = problem;
            this.order = order;
            this.turnOf = new int[order.length];
            this.support = new int[order.length];
            this.free = new FreeStarts(problem);
            for (int turn = 0; turn < order.length; turn++) {
                int buffer = order[turn];
                turnOf[buffer] = turn;
                support[buffer] = FreeStarts.NOTHING;
                if (!free.isPlaced(buffer)) {
                    free.put(buffer, free.lowest(buffer));
                    support[buffer] = free.support();
                }
            }
            this.height = free.height();
        }

        long height() {
            return height;
        }

        int[] order() {
            return order.clone();
        }

        long[] starts() {
            return free.starts();
        }

        /** The buffer that ends highest, the one with the lowest number of several. */
        int highest() {
            return free.highest().get(0);
        }

        /** Turns of the buffer, of those live with it, and of all that these rest upon. */
        List<Integer> toBlameFor(int buffer) {
            Set<Integer> turns = new LinkedHashSet<>();
            addWithSupports(buffer, turns);
            for (int neighbour : problem.neighbours(buffer)) {
                addWithSupports(neighbour, turns);
            }
            return List.copyOf(turns);
        }

        private void addWithSupports(int buffer, Set<Integer> turns) {
            for (int next = buffer; next != FreeStarts.NOTHING; next = support[next]) {
                turns.add(turnOf[next]);
            }
        }
    }
}
