package dev.shingle.mapper.place.sections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.plan.LiveRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class SectionPlannerTest {

    private final SectionPlanner planner = new SectionPlanner();

    /** Buffers of which some pairs are free of each other, and, if wanted, others only need a part of their sizes. */
    private static PlacementProblem tiny(Random random, boolean hasPartial) {
        int count = 1 + random.nextInt(6);
        long[] sizes = new long[count];
        List<LiveRange> lives = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            sizes[b] = 1 + random.nextInt(6);
            int start = random.nextInt(4);
            lives.add(new LiveRange(start, start + 1 + random.nextInt(4)));
        }
        List<Separation> separations = new ArrayList<>();
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < a; b++) {
                if (lives.get(a).overlaps(lives.get(b)) && random.nextInt(3) == 0) {
                    boolean isPartial = hasPartial && random.nextBoolean();
                    separations.add(new Separation(
                            a, b, isPartial ? random.nextInt((int) sizes[a]) : 0, isPartial ? sizes[b] : 0));
                }
            }
        }
        PlacementProblem.Builder builder = PlacementProblem.of(sizes, lives).separations(separations);
        for (int b = 0; b < count; b++) {
            builder.alignment(b, 1 + random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            builder.fixedStart(0, 2L * random.nextInt(4));
        }
        return builder.build();
    }

    /** All orders: what {@link LowestFit} says of them is complete. */
    private static long least(PlacementProblem problem, int[] order, int known) {
        if (known == order.length) {
            return new LowestFit(problem)
                    .place(order, problem.preferredDirections())
                    .peak(problem);
        }
        long least = Long.MAX_VALUE;
        for (int i = known; i < order.length; i++) {
            int[] next = order.clone();
            next[known] = order[i];
            next[i] = order[known];
            least = Math.min(least, least(problem, next, known + 1));
        }
        return least;
    }

    private static long least(PlacementProblem problem) {
        int[] order = new int[problem.bufferCount()];
        for (int b = 0; b < order.length; b++) {
            order[b] = b;
        }
        return least(problem, order, 0);
    }

    private static void assertSafe(PlacementProblem problem, PlacementResult result) {
        Arrangement placed = result.arrangement();
        assertThat(placed.peak(problem)).isEqualTo(result.height());
        for (int a = 0; a < problem.bufferCount(); a++) {
            assertThat(placed.offset(a) % problem.alignment(a)).isZero();
            assertThat(problem.fixedStart(a).orElse(placed.offset(a))).isEqualTo(placed.offset(a));
            for (int b : problem.neighbours(a)) {
                int pair = problem.pairOf(a, b);
                long up = placed.offset(b) - placed.offset(a);
                assertThat(up >= problem.clearance(a, pair, problem.preferredTraversal())
                                || -up >= problem.clearance(b, pair, problem.preferredTraversal()))
                        .as("%s and %s", a, b)
                        .isTrue();
            }
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void freePairsAreUsedAndTheLeastHeightIsProven(@ForAll long seed) {
        PlacementProblem problem = tiny(new Random(seed), false);
        long least = least(problem);
        List<Long> heights = new ArrayList<>();

        PlacementResult result =
                planner.place(problem, PlacementOptions.defaults().withWatcher(heights::add));

        assertSafe(problem, result);
        assertThat(result.height()).isEqualTo(least);
        assertThat(result.isOptimal()).isTrue();
        assertThat(heights).last().isEqualTo(least);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void aCapacityIsDecidedOnBothSides(@ForAll long seed) {
        PlacementProblem problem = tiny(new Random(seed), false);
        long least = least(problem);

        PlacementResult within =
                planner.place(problem.withCapacity(OptionalLong.of(least)), PlacementOptions.defaults());
        assertSafe(problem, within);
        assertThat(within.height()).isEqualTo(least);

        PlacementResult below =
                planner.place(problem.withCapacity(OptionalLong.of(least - 1)), PlacementOptions.defaults());
        assertSafe(problem, below);
        assertThat(below.lowerBound()).isEqualTo(least);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void partialOverlapIsSafeAndNothingWrongIsClaimed(@ForAll long seed) {
        PlacementProblem problem = tiny(new Random(seed), true);

        PlacementResult result = planner.place(problem, PlacementOptions.defaults());

        assertSafe(problem, result);
        assertThat(result.lowerBound()).isLessThanOrEqualTo(least(problem));
    }

    @Test
    void aCancelledSearchStillAnswers() {
        PlacementProblem problem = tiny(new Random(3), false);
        Budget cancelled = Budget.ofNodes(Long.MAX_VALUE);
        cancelled.cancel();
        assertSafe(problem, planner.place(problem, PlacementOptions.defaults().withBudget(cancelled)));
        Budget late = Budget.ofNodes(Long.MAX_VALUE).within(Duration.ZERO);
        assertSafe(problem, planner.place(problem, PlacementOptions.defaults().withBudget(late)));
    }
}
