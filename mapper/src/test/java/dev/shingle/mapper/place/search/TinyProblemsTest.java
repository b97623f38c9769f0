package dev.shingle.mapper.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.TinyProblems;
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
            PlacementProblem problem =
                    new TinyProblems(seed).chain(2 + seed / 3 % 4, ABILITIES.get(seed % 3), alignment);
            assertThat(problem.isChain()).isTrue();
            long optimum = TinyProblems.optimum(problem, false);
            long bound = LowerBound.of(problem).words();
            Arrangement solution = new Chain(problem).optimum(bound);
            assertSafe(problem, solution, 0);
            assertThat(bound).as("bound of seed %s", seed).isLessThanOrEqualTo(optimum);
            assertThat(solution.peak(problem)).as("seed %s", seed).isEqualTo(optimum);
            aboveBound += optimum > bound ? 1 : 0;
        }
        assertThat(aboveBound).isBetween(10, 700);
    }

    @Test
    void graphsAreOptimal() {
        compare(600, false);
    }

    @Test
    void circularGraphsAreOptimal() {
        compare(400, true);
    }

    private static void compare(int problems, boolean circular) {
        int aboveBound = 0;
        for (int seed = 0; seed < problems; seed++) {
            int alignment = seed % 2 == 0 ? 1 : 1 + seed % 3;
            PlacementProblem problem = new TinyProblems(seed)
                    .graph(3 + seed / 3 % 4, ABILITIES.get(seed % 3), alignment)
                    .withAddressing(circular ? Addressing.CIRCULAR : Addressing.LINEAR);
            long optimum = TinyProblems.optimum(problem, circular);
            long bound = LowerBound.of(problem).words();
            PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
            assertSafe(problem, result.arrangement(), circular ? result.height() : 0);
            assertThat(bound).as("bound of seed %s", seed).isLessThanOrEqualTo(optimum);
            assertThat(result.height()).as("search of seed %s", seed).isEqualTo(optimum);
            assertThat(result.isOptimal()).as("seed %s proven", seed).isTrue();
            aboveBound += optimum > bound ? 1 : 0;
        }
        assertThat(aboveBound).isBetween(5, problems / 2);
    }

    static void assertSafe(PlacementProblem problem, Arrangement solution, long modulus) {
        for (int b = 0; b < problem.bufferCount(); b++) {
            assertThat(solution.offset(b) % problem.grain()).isZero();
            assertThat(solution.offset(b)).isNotNegative();
            for (int a = 0; a < b; a++) {
                assertThat(TinyProblems.isSafe(
                                problem, a, b, solution.offset(a), solution.offset(b), solution.directions(), modulus))
                        .as("buffers %s and %s", a, b)
                        .isTrue();
            }
        }
        for (PlacementProblem.Meeting meeting : problem.meetings()) {
            assertThat(problem.traversals()).contains(solution.direction(meeting.step()));
        }
    }
}
