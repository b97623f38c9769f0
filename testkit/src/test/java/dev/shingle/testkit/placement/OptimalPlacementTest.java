package dev.shingle.testkit.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.testkit.RandomPlacements;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planner's optimum against brute force, and its proofs against a reader of its own. */
class OptimalPlacementTest {

    private static final int PROBLEMS = 600;

    @ParameterizedTest
    @EnumSource
    void smallProblemsAreSolvedAndProven(Addressing addressing) {
        int aboveBound = 0;
        int proven = 0;
        long nodes = 0;
        long most = 0;
        for (int seed = 0; seed < PROBLEMS; seed++) {
            PlacementProblem problem = new RandomPlacements(seed).small(addressing);
            long bound = LowerBound.of(problem).words();
            PlacementResult result = check(problem, seed);
            if (result.height() > bound) {
                aboveBound++;
                if (result.certificate().orElse(null) instanceof Certificate.Exhausted proof) {
                    assertThat(proof.lowerBoundWords()).isEqualTo(result.height());
                    long size = CertificateCheck.check(problem, proof);
                    nodes += size;
                    most = Math.max(most, size);
                    proven++;
                } else if (problem.grain() == 1) {
                    System.out.println("no proof for seed " + seed);
                }
            }
        }
        System.out.printf(
                "%s: %d of %d above the bound, %d proven, %d nodes, at most %d%n",
                addressing, aboveBound, PROBLEMS, proven, nodes, most);
    }

    @ParameterizedTest
    @EnumSource
    void separationsFixedStartsAndMixedAlignments(Addressing addressing) {
        for (int seed = 0; seed < PROBLEMS; seed++) {
            check(new RandomPlacements(seed).smallWithExtras(addressing), seed);
        }
    }

    private static PlacementResult check(PlacementProblem problem, int seed) {
        PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
        BrutePlacement brute = new BrutePlacement(problem);
        assertThat(brute.accepts(result.arrangement(), result.height()))
                .as("seed %s", seed)
                .isTrue();
        assertThat(result.height()).as("seed %s", seed).isEqualTo(brute.optimum());
        assertThat(result.isOptimal()).as("seed %s proven", seed).isTrue();
        return result;
    }
}
