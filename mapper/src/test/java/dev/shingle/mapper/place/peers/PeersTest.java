package dev.shingle.mapper.place.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Placements worked out by hand, each where planners part ways; and that the climbers climb. */
class PeersTest {

    private static final PlacementOptions OPTIONS = PlacementOptions.defaults();

    /** Live at one step all together; 0 and 1 are fixed and leave the gaps [0, 8) and [10, 16). */
    private static PlacementProblem gaps(long size) {
        LiveRange live = new LiveRange(0, 1);
        return PlacementProblem.of(new long[] {2, 2, size}, List.of(live, live, live))
                .fixedStart(0, 8)
                .fixedStart(1, 16)
                .build();
    }

    @Test
    void bestFitTakesTheTightestGapAndFirstFitTheFirst() {
        assertThat(starts(new GreedyBySize(), gaps(5))).containsExactly(8, 16, 10);
        assertThat(starts(new GreedyBySize(), gaps(6))).containsExactly(8, 16, 10);
        assertThat(starts(new GreedyBySize(), gaps(7))).containsExactly(8, 16, 0);
        assertThat(starts(new GreedyBySize(), gaps(9))).containsExactly(8, 16, 18);
        assertThat(starts(new GreedyByBreadth(), gaps(6))).containsExactly(8, 16, 10);
        for (Planner firstFit : List.of(new TflmGreedy(), new DisjointGreedy(), new VelaHillClimb())) {
            assertThat(starts(firstFit, gaps(5))).containsExactly(8, 16, 0);
            assertThat(starts(firstFit, gaps(9))).containsExactly(8, 16, 18);
        }
    }

    @Test
    void ofEqualGapsTheLowerOneIsTaken() {
        LiveRange live = new LiveRange(0, 1);
        PlacementProblem problem = PlacementProblem.of(new long[] {2, 2, 3}, List.of(live, live, live))
                .fixedStart(0, 4)
                .fixedStart(1, 10)
                .build();
        assertThat(starts(new GreedyBySize(), problem)).containsExactly(4, 10, 0);
    }

    @Test
    void ofEqualSizesTflmTakesTheLastAndOthersTheFirst() {
        LiveRange live = new LiveRange(0, 1);
        PlacementProblem problem = PlacementProblem.of(new long[] {4, 4, 5}, List.of(live, live, live))
                .build();
        assertThat(starts(new TflmGreedy(), problem)).containsExactly(9, 5, 0);
        assertThat(starts(new DisjointGreedy(), problem)).containsExactly(5, 9, 0);
        assertThat(starts(new GreedyBySize(), problem)).containsExactly(5, 9, 0);
    }

    /** Step 1 is broader than step 0, though the largest buffer lives at step 0. */
    @Test
    void theBroadestStepComesFirst() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {10, 8, 6, 5},
                        List.of(new LiveRange(0, 1), new LiveRange(0, 2), new LiveRange(1, 2), new LiveRange(1, 2)))
                .build();
        assertThat(starts(new GreedyByBreadth(), problem)).containsExactly(8, 0, 8, 14);
        assertThat(starts(new GreedyBySize(), problem)).containsExactly(0, 10, 0, 18);
    }

    @Test
    void theLongestLifeRestsAtTheBottom() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {10, 1}, List.of(new LiveRange(0, 1), new LiveRange(0, 4)))
                .build();
        assertThat(starts(new ProfileGuidedBestFit(), problem)).containsExactly(1, 0);
        assertThat(starts(new GreedyBySize(), problem)).containsExactly(0, 10);
    }

    /**
     * <pre>
     *        [=== 2 ===]         2 lies within neither line, until the lower one
     *   [== 0 ==]                is lifted to the height of the other
     *   [== 0 ==][= 1 =]
     * </pre>
     */
    @Test
    void aLineOnWhichNothingFitsIsLifted() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {5, 3, 2}, List.of(new LiveRange(0, 2), new LiveRange(2, 4), new LiveRange(1, 3)))
                .build();
        assertThat(starts(new ProfileGuidedBestFit(), problem)).containsExactly(0, 0, 5);
    }

    @Test
    void aFixedStartHoldsALineOff() {
        LiveRange live = new LiveRange(0, 2);
        PlacementProblem problem = PlacementProblem.of(new long[] {4, 4, 3}, List.of(live, live, live))
                .fixedStart(0, 3)
                .build();
        assertThat(starts(new ProfileGuidedBestFit(), problem)).containsExactly(3, 7, 0);
    }

    @Test
    void climbersImproveOnTheirFirstOrder() {
        for (Planner climber : List.of(new VelaHillClimb(), new TvmHillClimb())) {
            int improved = 0;
            int atMostLive = 0;
            for (int seed = 0; seed < 200; seed++) {
                PlacementProblem problem = crowd(new Random(seed));
                long first = climber.place(problem, OPTIONS.withBudget(Budget.ofNodes(0)))
                        .height();
                List<Long> told = new ArrayList<>();
                PlacementResult best = climber.place(problem, OPTIONS.withWatcher(told::add));
                improved += best.height() < first ? 1 : 0;
                atMostLive += best.height() == problem.mostLive() ? 1 : 0;
                assertThat(told).contains(first, best.height());
                assertThat(climber.place(problem, OPTIONS).height()).isEqualTo(best.height());
                if (climber instanceof VelaHillClimb) {
                    assertThat(best.height()).isEqualTo(told.get(told.size() - 1));
                    assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(b, a));
                }
            }
            System.out.printf("%s: better in %d, at what is live in %d of 200%n", climber.name(), improved, atMostLive);
            assertThat(improved).isGreaterThan(80);
            assertThat(atMostLive).isGreaterThan(150);
        }
    }

    /** Some twenty buffers, about five at a time. */
    private static PlacementProblem crowd(Random random) {
        List<LiveRange> lives = IntStream.range(0, 20)
                .mapToObj(i -> new LiveRange(i, i + 1 + random.nextInt(9)))
                .toList();
        long[] sizes = lives.stream().mapToLong(live -> 1 + random.nextInt(20)).toArray();
        return PlacementProblem.of(sizes, lives).build();
    }

    private static List<Integer> starts(Planner planner, PlacementProblem problem) {
        PlacementResult result = planner.place(problem, OPTIONS);
        return IntStream.range(0, problem.bufferCount())
                .map(buffer -> Math.toIntExact(result.arrangement().offset(buffer)))
                .boxed()
                .toList();
    }
}
