package dev.shingle.mapper.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.TinyProblems;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The complete search on built cases, with and without its tricks, and within budgets. */
class OverlapPlannerSearchTest {

    private static final ImmutableSet<Traversal> EITHER = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);

    static Stream<ImmutableSet<Trick>> tricks() {
        return Stream.concat(
                Stream.of(Trick.values())
                        .map(trick -> Sets.immutableEnumSet(Sets.difference(Trick.ALL, ImmutableSet.of(trick)))),
                Stream.of(Trick.ALL, ImmutableSet.of()));
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void fiveTensorsNeedOneWordMoreThanAnyStep(ImmutableSet<Trick> tricks) {
        PlacementResult result = new OverlapPlanner(tricks).place(fiveTensors(), PlacementOptions.defaults());
        assertThat(LowerBound.of(fiveTensors()).words()).isEqualTo(14);
        assertThat(result.height()).isEqualTo(15);
        assertThat(result.isOptimal()).isTrue();
        assertThat(result.certificate()).containsInstanceOf(Certificate.Exhausted.class);
    }

    private static PlacementProblem fiveTensors() {
        return PlacementProblem.of(
                        new long[] {5, 4, 6, 6, 7},
                        List.of(
                                new LiveRange(0, 2),
                                new LiveRange(0, 3),
                                new LiveRange(1, 4),
                                new LiveRange(2, 4),
                                new LiveRange(3, 5)))
                .meetings(List.of(meeting(1, 0, 2, 2), meeting(2, 1, 3, 4), meeting(3, 2, 4, 1), meeting(3, 3, 4, 3)))
                .traversals(EITHER)
                .build();
    }

    private static Meeting meeting(int step, int operand, int result, long words) {
        return new Meeting(step, operand, result, Distance.ofWords(words), Distance.ofWords(words));
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void everyTrickCanBeLeftOut(ImmutableSet<Trick> tricks) {
        for (int seed = 0; seed < 40; seed++) {
            for (Addressing addressing : Addressing.values()) {
                PlacementProblem problem =
                        new TinyProblems(seed).graph(6, EITHER, 1 + seed % 2).withAddressing(addressing);
                long all = new OverlapPlanner()
                        .place(problem, PlacementOptions.defaults())
                        .height();
                PlacementResult result = new OverlapPlanner(tricks).place(problem, PlacementOptions.defaults());
                assertThat(result.height()).isEqualTo(all);
                assertThat(result.isOptimal()).isTrue();
            }
        }
    }

    @Test
    void watcherHearsOfEveryBetterHeight() {
        List<Long> heard = new ArrayList<>();
        PlacementResult result = new OverlapPlanner()
                .place(fiveTensors(), PlacementOptions.defaults().withWatcher(heard::add));
        assertThat(heard).isNotEmpty().endsWith(result.height());
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i)).isLessThan(heard.get(i - 1));
        }
    }

    /** As in the restrictions that a search for a conflict asks about. */
    @Test
    void nothingNeedsToBeLiveAtTheFirstStep() {
        for (int seed = 0; seed < 400; seed++) {
            PlacementProblem early = new TinyProblems(seed).graph(8, EITHER, 1);
            PlacementProblem late = later(early, 2);
            assertThat(new OverlapPlanner()
                            .place(late, PlacementOptions.defaults())
                            .height())
                    .isEqualTo(new OverlapPlanner()
                            .place(early, PlacementOptions.defaults())
                            .height());
        }
    }

    private static PlacementProblem later(PlacementProblem problem, int steps) {
        long[] sizes = new long[problem.bufferCount()];
        List<LiveRange> lives = new ArrayList<>();
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            sizes[buffer] = problem.size(buffer);
            LiveRange live = problem.live(buffer);
            lives.add(new LiveRange(live.start() + steps, live.end() + steps));
        }
        List<Meeting> meetings = problem.meetings().stream()
                .map(m -> new Meeting(m.step() + steps, m.operand(), m.result(), m.forward(), m.reverse()))
                .toList();
        return PlacementProblem.of(sizes, lives)
                .meetings(meetings)
                .traversals(problem.traversals())
                .build();
    }

    @Test
    void withoutBudgetThereIsAPlanAndABound() {
        PlacementResult result = new OverlapPlanner()
                .place(fiveTensors(), PlacementOptions.defaults().withBudget(Budget.ofNodes(0)));
        assertThat(result.lowerBound()).isBetween(14L, 15L);
        assertThat(result.height()).isGreaterThanOrEqualTo(15);
    }

    @Test
    void sameSeedSameResult() {
        PlacementResult once = new OverlapPlanner().place(fiveTensors(), PlacementOptions.defaults());
        PlacementResult twice = new OverlapPlanner().place(fiveTensors(), PlacementOptions.defaults());
        assertThat(twice.certificate()).isEqualTo(once.certificate());
        assertThat(twice.lowerBound()).isEqualTo(once.lowerBound());
    }

    /** Two layers of one size can lie on the diagonal; a third has to jump over everything. */
    @Test
    void longChainsAreProvenLayerByLayer() {
        PlacementResult result = new OverlapPlanner()
                .place(
                        equalLayers(3_000, ImmutableSet.of(Traversal.FORWARD), Addressing.LINEAR),
                        PlacementOptions.defaults());
        assertThat(result.height()).isEqualTo(2_000);
        assertThat(result.certificate()).containsInstanceOf(Certificate.Exhausted.class);
    }

    @ParameterizedTest
    @EnumSource
    void longChainsReachTheBound(Addressing addressing) {
        PlacementResult result =
                new OverlapPlanner().place(equalLayers(10_000, EITHER, addressing), PlacementOptions.defaults());
        assertThat(result.height()).isEqualTo(1_040);
        assertThat(result.certificate()).containsInstanceOf(Certificate.StepBound.class);
    }

    private static PlacementProblem equalLayers(int layers, ImmutableSet<Traversal> able, Addressing addressing) {
        long[] sizes = new long[layers];
        List<LiveRange> lives = new ArrayList<>();
        List<Meeting> meetings = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            sizes[i] = 1_000;
            lives.add(new LiveRange(Math.max(0, i - 1), i + 1));
            if (i > 0) {
                meetings.add(meeting(i - 1, i - 1, i, 40));
            }
        }
        return PlacementProblem.of(sizes, lives)
                .meetings(meetings)
                .traversals(able)
                .addressing(addressing)
                .build();
    }

    /** Residual blocks, one after the other. */
    @ParameterizedTest
    @EnumSource
    void longSeriesOfBranchesReachTheBound(Addressing addressing) {
        int blocks = 1_700;
        List<LiveRange> lives = new ArrayList<>(List.of(new LiveRange(0, 3)));
        List<Meeting> meetings = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int input = 3 * block;
            int step = 3 * block;
            lives.add(new LiveRange(step, step + 2));
            lives.add(new LiveRange(step + 1, step + 3));
            lives.add(new LiveRange(step + 2, step + (block + 1 < blocks ? 6 : 3)));
            meetings.add(meeting(step + 1, input + 1, input + 2, 40));
            meetings.add(meeting(step + 2, input, input + 3, 0));
            meetings.add(meeting(step + 2, input + 2, input + 3, 0));
        }
        long[] sizes = lives.stream().mapToLong(live -> 1_000).toArray();
        PlacementProblem problem = PlacementProblem.of(sizes, lives)
                .meetings(meetings)
                .traversals(ImmutableSet.of(Traversal.FORWARD))
                .addressing(addressing)
                .build();
        PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
        assertThat(result.height()).isEqualTo(2_040);
        assertThat(result.isOptimal()).isTrue();
    }
}
