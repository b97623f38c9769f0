package dev.shingle.mapper.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.LiveRange;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bound of one step against brute force. */
class StepPackingTest {

    private static final List<ImmutableSet<Traversal>> ABILITIES = List.of(
            ImmutableSet.of(Traversal.FORWARD),
            ImmutableSet.of(Traversal.REVERSE),
            ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE));

    /** With alignment 1 and one result or one operand per step, the bound is the exact optimum of that step alone. */
    @Test
    void boundOfOneStepIsExact() {
        int inexact = 0;
        for (int seed = 0; seed < 600; seed++) {
            PlacementProblem problem = new TinyProblems(seed).graph(2 + seed % 5, ABILITIES.get(seed % 3), 1);
            int[][] live = problem.liveSets();
            for (int step = 0; step < live.length; step++) {
                PlacementProblem alone = only(problem, step, live[step]);
                long exact = TinyProblems.optimum(alone, false);
                long words = new StepPacking(problem, step, live[step]).words();
                assertThat(words).as("seed %s step %s", seed, step).isLessThanOrEqualTo(exact);
                inexact += words < exact ? 1 : 0;
                long operands = alone.meetings().stream()
                        .map(PlacementProblem.Meeting::operand)
                        .distinct()
                        .count();
                long results = alone.meetings().stream()
                        .map(PlacementProblem.Meeting::result)
                        .distinct()
                        .count();
                if (Math.min(operands, results) <= 1) {
                    assertThat(words).as("seed %s step %s", seed, step).isEqualTo(exact);
                }
            }
        }
        System.out.printf("steps with several operands and results whose bound is too low: %d%n", inexact);
    }

    private static PlacementProblem only(PlacementProblem problem, int step, int[] live) {
        List<Integer> kept = Arrays.stream(live).boxed().toList();
        return PlacementProblem.of(
                        kept.stream().mapToLong(problem::size).toArray(),
                        kept.stream().map(problem::live).toList())
                .meetings(problem.meetings().stream()
                        .filter(m -> m.step() == step)
                        .map(m -> new PlacementProblem.Meeting(
                                step, kept.indexOf(m.operand()), kept.indexOf(m.result()), m.forward(), m.reverse()))
                        .toList())
                .traversals(problem.traversals())
                .alignment(problem.grain())
                .build();
    }

    /** Such as the parts of a huge split, all of which are outputs. */
    @Test
    void aStepWithTooManyBuffersHasABoundWithoutCertificate() {
        assertThat(together(2_048).certificate()).isPresent();
        assertThat(together(2_049).certificate()).isEmpty();
        assertThat(together(2_049).words()).isEqualTo(2_049);
    }

    private static LowerBound together(int buffers) {
        long[] sizes = new long[buffers];
        Arrays.fill(sizes, 1);
        return LowerBound.of(PlacementProblem.of(sizes, Collections.nCopies(buffers, new LiveRange(0, 1)))
                .build());
    }
}
