package dev.shingle.mapper.place.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every planner keeps, on problems that no network asks. */
class PlacementContractTest {

    private static final int PROBLEMS = 400;
    private static final PlacementOptions OPTIONS = PlacementOptions.defaults().withBudget(Budget.ofNodes(2_000));

    static List<Planner> planners() {
        return Planners.all();
    }

    @ParameterizedTest
    @MethodSource("planners")
    void everyPlacementIsSafe(Planner planner) {
        for (int seed = 0; seed < PROBLEMS; seed++) {
            PlacementProblem problem = new AnyProblems(seed).next();
            PlacementResult result = planner.place(problem, OPTIONS);
            try {
                PlacementRules.assertKept(problem, result);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(result.height()).isGreaterThanOrEqualTo(result.lowerBound());
            assertThat(result.lowerBound()).isGreaterThanOrEqualTo(0);
            assertThat(result.height())
                    .isGreaterThanOrEqualTo(LowerBound.of(problem).words());
        }
    }

    @ParameterizedTest
    @MethodSource("planners")
    void equalProblemsGiveEqualPlacements(Planner planner) {
        for (int seed = 0; seed < PROBLEMS / 4; seed++) {
            PlacementResult once = planner.place(new AnyProblems(seed).next(), OPTIONS);
            PlacementResult again = planner.place(new AnyProblems(seed).next(), OPTIONS);
            assertThat(again.height()).isEqualTo(once.height());
            for (int buffer = 0; buffer < new AnyProblems(seed).next().bufferCount(); buffer++) {
                assertThat(again.arrangement().offset(buffer))
                        .isEqualTo(once.arrangement().offset(buffer));
            }
        }
    }

    /** A capacity may end a search early, but only with a placement that keeps it. */
    @ParameterizedTest
    @MethodSource("planners")
    void capacityThatIsReachedWithoutAskingIsKept(Planner planner) {
        for (int seed = 0; seed < PROBLEMS / 4; seed++) {
            PlacementProblem problem = new AnyProblems(seed).next();
            long height = planner.place(problem, OPTIONS).height();
            PlacementProblem limited = problem.withCapacity(OptionalLong.of(height));
            PlacementResult result = planner.place(limited, OPTIONS);
            assertThat(result.height()).isLessThanOrEqualTo(height);
            PlacementRules.assertKept(limited, result);
        }
    }

    @ParameterizedTest
    @MethodSource("planners")
    void nothingNeedsNothing(Planner planner) {
        PlacementProblem problem = PlacementProblem.of(new long[0], List.of()).build();
        assertThat(planner.place(problem, OPTIONS).height()).isZero();
        assertThat(planner.place(problem.withAddressing(Addressing.CIRCULAR), OPTIONS)
                        .height())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("planners")
    void oneBufferNeedsItsSize(Planner planner) {
        PlacementProblem problem = PlacementProblem.of(new long[] {7}, List.of(new LiveRange(2, 5)))
                .alignment(4)
                .build();
        PlacementResult result = planner.place(problem, OPTIONS);
        assertThat(result.height()).isEqualTo(7);
        assertThat(result.isOptimal()).isTrue();
        assertThat(result.arrangement().offset(0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("planners")
    void fixedStartIsKept(Planner planner) {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {7, 5, 5}, List.of(new LiveRange(0, 3), new LiveRange(0, 2), new LiveRange(1, 3)))
                .fixedStart(0, 4)
                .build();
        PlacementResult result = planner.place(problem, OPTIONS);
        PlacementRules.assertKept(problem, result);
        assertThat(result.height()).isEqualTo(21);
    }

    /** At the limit of what a problem may hold nothing wraps around, not even with everything stacked. */
    @ParameterizedTest
    @MethodSource("planners")
    void hugeSizesDoNotOverflow(Planner planner) {
        long size = PlacementProblem.MOST_WORDS / 5;
        List<LiveRange> lives = IntStream.range(0, 4)
                .mapToObj(i -> new LiveRange(Math.max(0, i - 1), i + 2))
                .toList();
        Distance most = Distance.ofWords(size);
        for (Addressing addressing : Addressing.values()) {
            PlacementProblem problem = PlacementProblem.of(new long[] {size, size, size - 1, size}, lives)
                    .meetings(List.of(new Meeting(2, 1, 3, Distance.ofWords(3), most)))
                    .traversals(ImmutableSet.copyOf(Traversal.values()))
                    .addressing(addressing)
                    .build();
            PlacementResult result = planner.place(problem, OPTIONS);
            PlacementRules.assertKept(problem, result);
            assertThat(result.height()).isBetween(3 * size - 1, 4 * size - 1);
        }
    }

    @Test
    void sizesThatCannotBeAddedUpAreRefused() {
        List<LiveRange> lives = List.of(new LiveRange(0, 1), new LiveRange(0, 1));
        assertThatThrownBy(() -> PlacementProblem.of(new long[] {Long.MAX_VALUE, 1}, lives)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buffers 0 to 0 take more than " + PlacementProblem.MOST_WORDS + " words");
        long half = PlacementProblem.MOST_WORDS / 2;
        assertThatThrownBy(() ->
                        PlacementProblem.of(new long[] {half, half}, lives).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buffers 0 to 1 take more");
        assertThat(PlacementProblem.of(new long[] {half, half - 2}, lives)
                        .build()
                        .mostLive())
                .isEqualTo(PlacementProblem.MOST_WORDS - 2);
        assertThatThrownBy(() -> PlacementProblem.of(new long[] {-1, 1}, lives).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buffer 0 has size -1 and starts at 0");
    }

    @Test
    void everyPlannerIsFoundByItsName() {
        Set<String> names = Planners.all().stream().map(Planner::name).collect(Collectors.toSet());
        assertThat(names).hasSameSizeAs(Planners.all()).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
        names.forEach(
                name -> assertThat(Planners.byName(name).orElseThrow().name()).isEqualTo(name));
        assertThat(Planners.byName("nobody")).isEmpty();
        assertThat(Planners.peers()).doesNotContain(Planners.ours()).hasSize(names.size() - 2);
    }

    /** The rules themselves: what they must refuse. */
    @Test
    void rulesRefuseOneWordLess() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {7, 5}, List.of(new LiveRange(0, 2), new LiveRange(1, 3)))
                .meetings(List.of(new Meeting(1, 0, 1, Distance.ofWords(2), Distance.FREE)))
                .build();
        PlacementRules.assertKept(problem, placed(problem, 2, 0));
        assertThatThrownBy(() -> PlacementRules.assertKept(problem, placed(problem, 1, 0)))
                .isInstanceOf(AssertionError.class);
        PlacementRules.assertKept(problem, placed(problem, 0, 7));
        assertThatThrownBy(() -> PlacementRules.assertKept(problem, placed(problem, 0, 6)))
                .isInstanceOf(AssertionError.class);
    }

    private static PlacementResult placed(PlacementProblem problem, long... starts) {
        Arrangement arrangement = new Arrangement(starts, problem.preferredDirections());
        return PlacementResult.withStepBound(problem, arrangement, arrangement.peak(problem));
    }
}
