package dev.shingle.testkit.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.testkit.RandomPlacements;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planner's optimum against brute force, and its proofs against a reader of its own. */
class OptimalPlacementTest {

    private static final int SMALL = 400;
    private static final int MIDDLE = 60;

    @ParameterizedTest
    @EnumSource
    void smallProblemsAreSolvedAndProven(Addressing addressing) {
        int aboveBound = 0;
        for (int seed = 0; seed < SMALL; seed++) {
            PlacementProblem problem = new RandomPlacements(seed).small(addressing);
            PlacementResult result = solved(problem, seed);
            if (result.height() > LowerBound.of(problem).words()) {
                aboveBound++;
                Optional<Exhausted> proof = proof(result);
                boolean isRounded = addressing == Addressing.CIRCULAR && problem.grain() > 1;
                assertThat(proof.isPresent() || isRounded)
                        .as("a proof for seed %s", seed)
                        .isTrue();
                proof.ifPresent(certificate -> check(problem, certificate, result, true));
            }
        }
        assertThat(aboveBound).isGreaterThan(addressing == Addressing.LINEAR ? SMALL * 3 / 10 : SMALL / 10);
    }

    @ParameterizedTest
    @EnumSource
    void separationsFixedStartsAndMixedAlignments(Addressing addressing) {
        for (int seed = 0; seed < SMALL; seed++) {
            solved(new RandomPlacements(seed).smallWithExtras(addressing), seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void proofsOfMiddleProblemsHold(Addressing addressing) {
        int proofs = 0;
        for (int seed = 0; seed < MIDDLE; seed++) {
            PlacementProblem problem = new RandomPlacements(seed).middle(addressing);
            PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
            assertThat(new BrutePlacement(problem).accepts(result.arrangement(), result.height()))
                    .as("seed %s", seed)
                    .isTrue();
            Optional<Exhausted> proof = proof(result);
            proof.ifPresent(certificate -> check(problem, certificate, result, false));
            proofs += proof.isPresent() ? 1 : 0;
        }
        assertThat(proofs).isGreaterThan(MIDDLE / 10);
    }

    private static PlacementResult solved(PlacementProblem problem, int seed) {
        PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
        BrutePlacement brute = new BrutePlacement(problem);
        assertThat(brute.accepts(result.arrangement(), result.height()))
                .as("seed %s", seed)
                .isTrue();
        assertThat(result.height()).as("seed %s", seed).isEqualTo(brute.optimum());
        assertThat(result.isOptimal()).as("seed %s is proven", seed).isTrue();
        return result;
    }

    private static Optional<Exhausted> proof(PlacementResult result) {
        return result.certificate().filter(Exhausted.class::isInstance).map(Exhausted.class::cast);
    }

    /** What is proven is the bound and, if that is known to be the optimum, not a word more. */
    private static void check(PlacementProblem problem, Exhausted proof, PlacementResult result, boolean isOptimum) {
        assertThat(proof.lowerBoundWords()).isEqualTo(result.lowerBound());
        assertThat(CertificateCheck.check(problem, proof)).isPositive();
        Exhausted tooMuch = new Exhausted(
                result.lowerBound() + problem.grain(), proof.from(), proof.step(), proof.lemmas(), proof.refutation());
        if (isOptimum) {
            assertThatThrownBy(() -> CertificateCheck.check(problem, tooMuch)).isInstanceOf(AssertionError.class);
        }
    }
}
