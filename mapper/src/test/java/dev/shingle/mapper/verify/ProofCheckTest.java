package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.TinyProblems;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.StepBound;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/**
 * Right bounds are accepted, wrong ones never, on problems small enough to try everything.
 *
 * <p>The smallest known network whose bound needs a search, from docs/model.md's equation (9) alone: five buffers of
 * 5, 4, 6, 6 and 7 words, each step of which fits into 14 words, but all of them only into 15.
 */
class ProofCheckTest {

    private static final ImmutableSet<Traversal> FORWARD = ImmutableSet.of(Traversal.FORWARD);
    private static final ImmutableSet<Traversal> BOTH = ImmutableSet.copyOf(Traversal.values());

    private static PlacementProblem linear(Random random) {
        TinyProblems problems = new TinyProblems(random.nextLong());
        int alignment = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
        ImmutableSet<Traversal> traversals = random.nextBoolean() ? FORWARD : BOTH;
        return random.nextInt(4) == 0
                ? problems.chain(2 + random.nextInt(4), traversals, alignment)
                : problems.graph(2 + random.nextInt(4), traversals, alignment);
    }

    private static PlacementProblem circular(Random random) {
        TinyProblems problems = new TinyProblems(random.nextLong());
        PlacementProblem problem = random.nextBoolean()
                ? problems.chain(2 + random.nextInt(3), random.nextBoolean() ? FORWARD : BOTH, 1)
                : problems.graph(2 + random.nextInt(3), random.nextBoolean() ? FORWARD : BOTH, 1);
        return problem.withAddressing(Addressing.CIRCULAR);
    }

    private static PlacementProblem fiveBuffers() {
        return PlacementProblem.of(
                        new long[] {5, 4, 6, 6, 7},
                        List.of(
                                new LiveRange(0, 3),
                                new LiveRange(1, 4),
                                new LiveRange(2, 5),
                                new LiveRange(3, 5),
                                new LiveRange(4, 6)))
                .meetings(List.of(meeting(2, 0, 2, 2), meeting(3, 1, 3, 4), meeting(4, 2, 4, 1), meeting(4, 3, 4, 3)))
                .traversals(BOTH)
                .build();
    }

    private static Meeting meeting(int step, int operand, int result, long distance) {
        return new Meeting(step, operand, result, Distance.ofWords(distance), Distance.ofWords(distance));
    }

    @Test
    void fiveBuffersNeedOneWordMoreThanAnyStep() {
        PlacementProblem problem = fiveBuffers();
        ProblemTable table = new ProblemTable(problem);
        assertThat(LowerBound.of(problem).words()).isEqualTo(14);
        assertThat(TinyProblems.optimum(problem, false)).isEqualTo(15);
        for (int seed = 0; seed < 50; seed++) {
            Exhausted proof = new TinyProofs(table, new Random(seed)).best();
            assertThat(proof.lowerBoundWords()).isEqualTo(15);
            assertThat(ProofCheck.check(table, proof).isCertified()).isTrue();
        }
        StepBound tooMuch = new StepBound(15, 3, ImmutableList.of(1, 2, 3));
        assertThat(ProofCheck.check(table, tooMuch).isCertified()).isFalse();
    }

    private static boolean accepts(PlacementProblem problem, Exhausted certificate) {
        return ProofCheck.check(new ProblemTable(problem), certificate).isCertified();
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void searchWithLinearAddresses(@ForAll long seed) {
        Random random = new Random(seed);
        PlacementProblem problem = linear(random);
        long optimum = TinyProblems.optimum(problem, false);
        Exhausted proof = new TinyProofs(new ProblemTable(problem), random).best();
        Statistics.label("search needed").collect(proof.lowerBoundWords() > proof.from());
        check(problem, proof, optimum, random);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void searchWithCircularAddresses(@ForAll long seed) {
        Random random = new Random(seed);
        PlacementProblem problem = circular(random);
        long optimum = TinyProblems.optimum(problem, true);
        Exhausted proof = new TinyProofs(new ProblemTable(problem), random).best();
        Statistics.label("search needed").collect(proof.lowerBoundWords() > proof.from());
        check(problem, proof, optimum, random);
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void whatThePlannerProves(@ForAll long seed) {
        Random random = new Random(seed);
        boolean isCircular = random.nextInt(3) == 0;
        PlacementProblem problem = isCircular ? circular(random) : linear(random);
        PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
        assertThat(result.lowerBound()).isLessThanOrEqualTo(TinyProblems.optimum(problem, isCircular));
        Optional<CertificateVerdict> verdict =
                result.certificate().map(certificate -> ProofCheck.check(new ProblemTable(problem), certificate));
        String proof = result.certificate()
                .map(certificate -> certificate.getClass().getSimpleName())
                .orElse("none");
        Statistics.label("planner's proof").collect(proof, result.isOptimal() ? "optimal" : "gap");
        assertThat(verdict.map(CertificateVerdict::isCertified).orElse(true))
                .as("%s: %s", result, verdict)
                .isTrue();
        assertThat(result.certificate().map(Certificate::lowerBoundWords).orElse(result.lowerBound()))
                .isEqualTo(result.lowerBound());
    }

    private static void check(PlacementProblem problem, Exhausted proof, long optimum, Random random) {
        assertThat(proof.lowerBoundWords()).isEqualTo(optimum);
        assertThat(ProofCheck.check(new ProblemTable(problem), proof)).isInstanceOf(CertificateVerdict.Certified.class);
        DamagedProofs damage = new DamagedProofs(random);
        for (int i = 0; i < 10; i++) {
            Exhausted damaged = damage.damaged(proof);
            boolean accepted = accepts(problem, damaged);
            Statistics.label("damaged proof accepted").collect(accepted);
            assertThat(accepted && damaged.lowerBoundWords() > optimum)
                    .as("%s accepted", damaged)
                    .isFalse();
        }
    }

    @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
    void stepBounds(@ForAll long seed) {
        Random random = new Random(seed);
        boolean isCircular = random.nextInt(3) == 0;
        PlacementProblem problem = isCircular ? circular(random) : linear(random);
        ProblemTable table = new ProblemTable(problem);
        TinyProofs proofs = new TinyProofs(table, random);
        assertThat(proofs.need()).isLessThanOrEqualTo(TinyProblems.optimum(problem, isCircular));
        ImmutableList<Integer> live = proofs.live(proofs.step());
        assertThat(ProofCheck.check(table, new StepBound(proofs.need(), proofs.step(), live))
                        .isCertified())
                .isTrue();
        assertThat(ProofCheck.check(table, new StepBound(proofs.need() + 1, proofs.step(), live))
                        .isCertified())
                .isFalse();
        LowerBound bound = LowerBound.of(problem);
        Statistics.label("tighter than the planner's").collect(proofs.need() > bound.words());
        assertThat(ProofCheck.check(table, bound.certificate().orElseThrow()).isCertified())
                .isTrue();
    }
}
