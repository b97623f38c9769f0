package dev.shingle.mapper.place.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.TinyProblems;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conflicts against an exhaustive search that knows nothing of restrictions. */
class ConflictFinderTest {

    private static final List<ImmutableSet<Traversal>> ABILITIES = List.of(
            ImmutableSet.of(Traversal.FORWARD),
            ImmutableSet.of(Traversal.REVERSE),
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE));

    private static final ImmutableList<PlacementProblem> PROBLEMS = problems();

    /** Knows every optimum; its placements are of no use, but nobody asks for them here. */
    private static final class Oracle implements Planner {

        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
            long optimum = TinyProblems.optimum(problem, problem.addressing() == Addressing.CIRCULAR);
            Arrangement nowhere = new Arrangement(new long[problem.bufferCount()], problem.preferredDirections());
            return new PlacementResult(nowhere, optimum, optimum, Optional.empty());
        }
    }

    /** Finds every optimum and proves nothing. */
    private static final class SilentOracle implements Planner {

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
            PlacementResult known = new Oracle().place(problem, options);
            return new PlacementResult(known.arrangement(), known.height(), 0, Optional.empty());
        }
    }

    @Test
    void everyMemberOfAnExactConflictIsNeeded() {
        Tally tally = new Tally();
        for (int seed = 0; seed < PROBLEMS.size(); seed++) {
            PlacementProblem problem = PROBLEMS.get(seed);
            long capacity = optimum(problem) - 1;
            if (capacity > 0) {
                Conflict conflict = find(problem, capacity, new Oracle());
                assertThat(conflict.proven()).isTrue();
                assertThat(conflict.minimal()).isTrue();
                requireMinimal(problem, conflict, seed);
                assertThat(optimum(problem, Set.copyOf(conflict.buffers()), Set.copyOf(conflict.steps())))
                        .as("least words of seed %s", seed)
                        .isEqualTo(conflict.leastWords());
                tally.add(problem, conflict);
            }
        }
        System.out.printf("conflicts, exact planner: %s%n", tally);
        assertThat(tally.severalSteps).isGreaterThan(40);
        assertThat(tally.spared).isGreaterThan(100);
    }

    @Test
    void ourPlannersConflictsAreTrueWhatItClaims() {
        Tally tally = new Tally();
        int proven = 0;
        for (int seed = 0; seed < PROBLEMS.size(); seed++) {
            PlacementProblem problem = PROBLEMS.get(seed);
            long capacity = optimum(problem) - 1;
            if (capacity > 0) {
                Conflict conflict = find(problem, capacity, new OverlapPlanner());
                if (conflict.minimal()) {
                    requireMinimal(problem, conflict, seed);
                }
                tally.add(problem, conflict);
                proven += conflict.proven() ? 1 : 0;
            }
        }
        System.out.printf("conflicts, our planner: %s, %d proven%n", tally, proven);
        assertThat(tally.minimal).isEqualTo(tally.count);
        assertThat(proven).isGreaterThan(tally.count / 2);
    }

    @Test
    void aPlannerThatProvesNothingStillFindsWhatIsNeeded() {
        for (int seed = 200; seed < PROBLEMS.size(); seed++) {
            PlacementProblem problem = PROBLEMS.get(seed);
            long capacity = LowerBound.of(problem).words();
            if (optimum(problem) > capacity) {
                Conflict conflict = find(problem, capacity, new SilentOracle());
                assertThat(conflict.proven()).isFalse();
                assertThat(conflict.minimal()).isTrue();
                requireMinimal(problem, conflict, seed);
            }
        }
    }

    @Test
    void aSpentBudgetIsAdmitted() {
        PlacementProblem problem = problem(3);
        long capacity = optimum(problem) - 1;
        PlacementOptions hasty = PlacementOptions.defaults().withBudget(Budget.ofNodes(0));
        Conflict conflict =
                ConflictFinder.find(problem, capacity, new Oracle(), hasty, new Oracle().place(problem, hasty));
        assertThat(conflict.minimal()).isFalse();
        assertThat(optimum(problem, Set.copyOf(conflict.buffers()), Set.copyOf(conflict.steps())))
                .isGreaterThan(capacity);
    }

    @Test
    void oneBufferTooManyAtOneMoment() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {4, 1, 7, 3},
                        List.of(new LiveRange(0, 3), new LiveRange(1, 2), new LiveRange(1, 3), new LiveRange(2, 5)))
                .build();
        Conflict conflict = find(problem, 11, new OverlapPlanner());
        assertThat(conflict.steps()).containsExactly(2);
        assertThat(conflict.buffers()).containsExactly(0, 2, 3);
        assertThat(conflict.wordsOver()).isEqualTo(3);
        Conflict tight = find(problem, 6, new OverlapPlanner());
        assertThat(tight.buffers()).containsExactly(2);
        assertThat(tight.wordsOver()).isEqualTo(1);
    }

    /** a and b may interlock by half; c and d exclude both. Without the bound of steps nothing is proven. */
    @Test
    void separationsAreKept() {
        LiveRange always = new LiveRange(0, 2);
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {4, 4, 3, 1}, List.of(always, always, new LiveRange(1, 2), new LiveRange(0, 1)))
                .separations(List.of(new PlacementProblem.Separation(0, 1, 2, 2)))
                .build();
        Conflict three = find(problem, 8, new OverlapPlanner());
        assertThat(three.buffers()).containsExactly(0, 1, 2);
        assertThat(three.steps()).containsExactly(1);
        assertThat(three.leastWords()).isEqualTo(9);
        assertThat(three.minimal()).isTrue();
        Conflict two = find(problem, 5, new OverlapPlanner());
        assertThat(two.buffers()).hasSize(2);
        assertThat(two.steps()).hasSize(1);
        assertThat(two.minimal()).isTrue();
    }

    private static Conflict find(PlacementProblem problem, long capacity, Planner planner) {
        PlacementOptions options = PlacementOptions.defaults();
        return ConflictFinder.find(problem, capacity, planner, options, planner.place(problem, options));
    }

    /** 200 problems as they come, and 120 for which the bound of single steps is not enough. */
    private static ImmutableList<PlacementProblem> problems() {
        ImmutableList.Builder<PlacementProblem> problems = ImmutableList.builder();
        IntStream.range(0, 200).mapToObj(ConflictFinderTest::problem).forEach(problems::add);
        IntStream.iterate(200, seed -> seed + 1)
                .mapToObj(seed -> seed % 2 == 0 ? problem(seed) : chain(seed))
                .filter(ConflictFinderTest::isAboveItsBound)
                .limit(120)
                .forEach(problems::add);
        return problems.build();
    }

    private static boolean isAboveItsBound(PlacementProblem problem) {
        long bound = LowerBound.of(problem).words();
        return new OverlapPlanner()
                                .place(problem, PlacementOptions.defaults().withBudget(Budget.ofNodes(1000)))
                                .height()
                        > bound
                && optimum(problem) > bound;
    }

    private static PlacementProblem chain(int seed) {
        return new TinyProblems(seed).chain(4 + seed % 3, ABILITIES.get(seed % 3), 1);
    }

    private static PlacementProblem problem(int seed) {
        return new TinyProblems(seed)
                .graph(3 + seed / 3 % 4, ABILITIES.get(seed % 3), seed % 4 == 0 ? 2 : 1)
                .withAddressing(seed % 5 == 0 ? Addressing.CIRCULAR : Addressing.LINEAR);
    }

    private static void requireMinimal(PlacementProblem problem, Conflict conflict, int seed) {
        Set<Integer> buffers = Set.copyOf(conflict.buffers());
        Set<Integer> steps = Set.copyOf(conflict.steps());
        assertThat(optimum(problem, buffers, steps))
                .as("members of seed %s: %s", seed, conflict)
                .isGreaterThan(conflict.capacityWords());
        for (int buffer : buffers) {
            assertThat(optimum(problem, without(buffers, buffer), steps))
                    .as("seed %s without buffer %s: %s", seed, buffer, conflict)
                    .isLessThanOrEqualTo(conflict.capacityWords());
        }
        for (int step : steps) {
            assertThat(optimum(problem, buffers, without(steps, step)))
                    .as("seed %s without step %s: %s", seed, step, conflict)
                    .isLessThanOrEqualTo(conflict.capacityWords());
        }
    }

    private static Set<Integer> without(Set<Integer> members, int one) {
        Set<Integer> rest = new HashSet<>(members);
        rest.remove(one);
        return rest;
    }

    private static long optimum(PlacementProblem problem) {
        return TinyProblems.optimum(problem, problem.addressing() == Addressing.CIRCULAR);
    }

    /** Least words for buffers that exclude each other where they are live together at one of the steps. */
    private static long optimum(PlacementProblem problem, Set<Integer> buffers, Set<Integer> steps) {
        List<Integer> placed = new ArrayList<>();
        for (int buffer : buffers) {
            if (steps.stream().anyMatch(step -> problem.live(buffer).contains(step))) {
                placed.add(buffer);
            }
        }
        for (long capacity = 0; ; capacity++) {
            for (int mask = 0; mask < 1 << problem.stepCount(); mask++) {
                Traversal[] directions = directions(problem, mask);
                if (isAllowed(problem, directions)
                        && fits(problem, placed, steps, capacity, directions, new long[placed.size()], 0)) {
                    return capacity;
                }
            }
        }
    }

    private static Traversal[] directions(PlacementProblem problem, int mask) {
        return IntStream.range(0, problem.stepCount())
                .mapToObj(step -> (mask >> step & 1) == 0 ? problem.preferredTraversal() : Traversal.REVERSE)
                .toArray(Traversal[]::new);
    }

    private static boolean isAllowed(PlacementProblem problem, Traversal[] directions) {
        return problem.traversals().containsAll(List.of(directions));
    }

    private static boolean fits(
            PlacementProblem problem,
            List<Integer> placed,
            Set<Integer> steps,
            long capacity,
            Traversal[] directions,
            long[] starts,
            int next) {
        if (next == placed.size()) {
            return true;
        }
        boolean circular = problem.addressing() == Addressing.CIRCULAR;
        int buffer = placed.get(next);
        if (problem.size(buffer) > capacity) {
            return false;
        }
        long last = circular ? capacity - 1 : capacity - problem.size(buffer);
        for (long start = 0; start <= last; start += problem.grain()) {
            starts[next] = start;
            boolean safe = true;
            for (int i = 0; i < next && safe; i++) {
                int other = placed.get(i);
                boolean together = steps.stream()
                        .anyMatch(step -> problem.live(buffer).contains(step)
                                && problem.live(other).contains(step));
                safe = !together
                        || TinyProblems.isSafe(
                                problem, other, buffer, starts[i], start, directions, circular ? capacity : 0);
            }
            if (safe && fits(problem, placed, steps, capacity, directions, starts, next + 1)) {
                return true;
            }
        }
        return false;
    }

    /** What was seen, to be sure that the interesting cases were there. */
    private static final class Tally {
        private int count;
        private int minimal;
        private int severalSteps;
        private int spared;

        void add(PlacementProblem problem, Conflict conflict) {
            count++;
            minimal += conflict.minimal() ? 1 : 0;
            severalSteps += conflict.steps().size() > 1 ? 1 : 0;
            spared += conflict.buffers().size() < problem.bufferCount() ? 1 : 0;
        }

        @Override
        public String toString() {
            return "%d, %d minimal, %d over several steps, %d with fewer buffers than there are"
                    .formatted(count, minimal, severalSteps, spared);
        }
    }
}
