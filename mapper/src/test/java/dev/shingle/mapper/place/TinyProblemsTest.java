package dev.shingle.mapper.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Traversal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bound, exact chains and search against brute force. */
class TinyProblemsTest {

    private static final List<ImmutableSet<Traversal>> ABILITIES = List.of(
            ImmutableSet.of(Traversal.FORWARD),
            ImmutableSet.of(Traversal.REVERSE),
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE));

    @Test
    void chainsAreOptimal() {
        int aboveBound = 0;
        for (int seed = 0; seed < 900; seed++) {
            int alignment = seed / 3 % 3 == 0 ? 1 : 1 + seed / 9 % 4;
            Problem problem = new TinyProblems(seed).chain(2 + seed / 3 % 4, ABILITIES.get(seed % 3), alignment);
            assertThat(Chain.isChain(problem)).isTrue();
            long optimum = TinyProblems.optimum(problem, false);
            long bound = bound(problem);
            Solution solution = new Chain(problem).optimum(bound);
            assertSafe(problem, solution, 0);
            assertThat(bound).as("bound of seed %s", seed).isLessThanOrEqualTo(optimum);
            assertThat(solution.peak(problem)).as("seed %s", seed).isEqualTo(optimum);
            aboveBound += optimum > bound ? 1 : 0;
        }
        System.out.printf("chains: optimum above the bound of single steps in %d of 900%n", aboveBound);
        assertThat(aboveBound).isBetween(10, 700);
    }

    @Test
    void graphsLieBetweenBoundAndSearch() {
        compare(600, false);
    }

    @Test
    void circularGraphsLieBetweenBoundAndSearch() {
        compare(400, true);
    }

    private static void compare(int problems, boolean circular) {
        int optimal = 0;
        int atBound = 0;
        for (int seed = 0; seed < problems; seed++) {
            int alignment = seed % 2 == 0 ? 1 : 1 + seed % 3;
            Problem problem = new TinyProblems(seed).graph(3 + seed / 3 % 4, ABILITIES.get(seed % 3), alignment);
            long optimum = TinyProblems.optimum(problem, circular);
            long bound = bound(circular ? problem.withAlignment(1) : problem);
            GraphSearch.Found found = new GraphSearch(problem, circular, bound, 20_000, 1).run();
            assertSafe(problem, found.solution(), circular ? found.peakWords() : 0);
            assertThat(bound).as("bound of seed %s", seed).isLessThanOrEqualTo(optimum);
            assertThat(found.peakWords()).as("search of seed %s", seed).isGreaterThanOrEqualTo(optimum);
            optimal += found.peakWords() == optimum ? 1 : 0;
            atBound += optimum == bound ? 1 : 0;
        }
        System.out.printf(
                "graphs, circular %s: search optimal in %d, optimum at the bound in %d of %d%n",
                circular, optimal, atBound, problems);
        assertThat(optimal).isGreaterThan(problems * 95 / 100);
        assertThat(atBound).isLessThan(problems);
    }

    /** With alignment 1 and one result or one operand per step, the bound is the exact optimum of that step alone. */
    @Test
    void boundOfOneStepIsExact() {
        int inexact = 0;
        for (int seed = 0; seed < 600; seed++) {
            Problem problem = new TinyProblems(seed).graph(2 + seed % 5, ABILITIES.get(seed % 3), 1);
            int[][] live = problem.liveSets();
            for (int step = 0; step < live.length; step++) {
                Problem alone = only(problem, step, live[step]);
                long exact = TinyProblems.optimum(alone, false);
                long words = new StepPacking(problem, step, live[step]).words();
                assertThat(words).as("seed %s step %s", seed, step).isLessThanOrEqualTo(exact);
                inexact += words < exact ? 1 : 0;
                long operands = alone.meetings().stream()
                        .map(Problem.Meeting::operand)
                        .distinct()
                        .count();
                long results = alone.meetings().stream()
                        .map(Problem.Meeting::result)
                        .distinct()
                        .count();
                if (Math.min(operands, results) <= 1) {
                    assertThat(words).as("seed %s step %s", seed, step).isEqualTo(exact);
                }
            }
        }
        System.out.printf("steps with several operands and results whose bound is too low: %d%n", inexact);
    }

    private static Problem only(Problem problem, int step, int[] live) {
        List<Integer> kept = Arrays.stream(live).boxed().toList();
        return new Problem(
                kept.stream().mapToLong(problem::size).toArray(),
                kept.stream().map(problem::live).toList(),
                problem.meetings().stream()
                        .filter(m -> m.step() == step)
                        .map(m -> new Problem.Meeting(
                                step, kept.indexOf(m.operand()), kept.indexOf(m.result()), m.forward(), m.reverse()))
                        .toList(),
                problem.traversals(),
                problem.alignment());
    }

    static long bound(Problem problem) {
        int[][] live = problem.liveSets();
        long most = 0;
        for (int step = 0; step < live.length; step++) {
            most = Math.max(most, new StepPacking(problem, step, live[step]).words());
        }
        return most;
    }

    static void assertSafe(Problem problem, Solution solution, long modulus) {
        for (int b = 0; b < problem.bufferCount(); b++) {
            assertThat(solution.offset(b) % problem.alignment()).isZero();
            assertThat(solution.offset(b)).isNotNegative();
            for (int a = 0; a < b; a++) {
                assertThat(TinyProblems.isSafe(
                                problem, a, b, solution.offset(a), solution.offset(b), solution.directions(), modulus))
                        .as("buffers %s and %s", a, b)
                        .isTrue();
            }
        }
        for (Problem.Meeting meeting : problem.meetings()) {
            assertThat(problem.traversals()).contains(solution.direction(meeting.step()));
        }
    }
}
