package dev.shingle.mapper.verify;

import static dev.shingle.mapper.plan.Certificate.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ByLemma;
import dev.shingle.mapper.plan.Certificate.Capacity;
import dev.shingle.mapper.plan.Certificate.Contradiction;
import dev.shingle.mapper.plan.Certificate.Direction;
import dev.shingle.mapper.plan.Certificate.DirectionCase;
import dev.shingle.mapper.plan.Certificate.Exhausted;
import dev.shingle.mapper.plan.Certificate.Lemma;
import dev.shingle.mapper.plan.Certificate.Order;
import dev.shingle.mapper.plan.Certificate.Pinned;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import dev.shingle.mapper.plan.Certificate.StartRange;
import dev.shingle.mapper.plan.Certificate.StepBound;
import dev.shingle.mapper.plan.Certificate.Turn;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.verify.CertificateVerdict.Certified;
import dev.shingle.mapper.verify.CertificateVerdict.Rejected;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Proofs by hand. A result of 4 words, buffer 1, is laid over an operand of 6, buffer 0; it may start 2 below it in forward
 * direction, and must be apart in reverse. Buffer 2, of 3 words, is there all the time, buffer 3 later. So 6 + 2 + 3 words are
 * needed in forward direction and 13 in reverse.
 */
class HostileProofsTest {

    private static final int STEP = 1;
    private static final long LEAST = 11;

    private static final PlacementProblem PROBLEM = PlacementProblem.of(
                    new long[] {6, 4, 3, 1},
                    List.of(new LiveRange(0, 2), new LiveRange(1, 3), new LiveRange(0, 4), new LiveRange(3, 4)))
            .meetings(List.of(new Meeting(STEP, 0, 1, Distance.ofWords(2), Distance.ofWords(4))))
            .traversals(ImmutableSet.copyOf(Traversal.values()))
            .build();

    private static CertificateVerdict check(Certificate certificate) {
        return ProofCheck.check(new ProblemTable(PROBLEM), certificate);
    }

    private static Exhausted search(ProofTree refutation, Lemma... lemmas) {
        return new Exhausted(LEAST, 6, 0, ImmutableList.copyOf(lemmas), refutation);
    }

    private static Rejected rejected(Certificate certificate) {
        return (Rejected) check(certificate);
    }

    private static Contradiction cycle(Integer... buffers) {
        return new Contradiction(ImmutableList.copyOf(buffers));
    }

    private static Order order(int a, int b, ProofTree aBelow, ProofTree bBelow) {
        return new Order(a, b, ImmutableList.of(new Turn(0, aBelow), new Turn(1, bBelow)));
    }

    /** A stack from the bottom up, which does not fit. */
    private static Contradiction stack(Integer... buffers) {
        Integer[] cycle = Arrays.copyOf(buffers, buffers.length + 1);
        cycle[buffers.length] = ORIGIN;
        return cycle(cycle);
    }

    /** Buffers 0 and 1 in a given order, 2 anywhere. */
    private static ProofTree around(int lower, int upper) {
        return order(2, lower, stack(2, lower, upper), order(2, upper, stack(lower, 2, upper), stack(lower, upper, 2)));
    }

    private static ProofTree refutation() {
        return order(0, 1, around(0, 1), around(1, 0));
    }

    @Test
    void everyCaseIsRefutedWhateverTheDirection() {
        assertThat(check(search(refutation()))).isEqualTo(new Certified(LEAST, CertificateVerdict.Proof.SEARCH, 6));
        Exhausted oneMore = new Exhausted(LEAST + 1, 6, 0, ImmutableList.of(), refutation());
        // 1 below 0 fits into 11 words if the step runs forward, with 2 at the bottom or on top
        assertThat(rejected(oneMore))
                .isEqualTo(new Rejected("refutation/1/0", "a cycle that adds up to 0 words", "more than 0"));
    }

    @Test
    void theStepAloneNeedsAsMuch() {
        ImmutableList<Integer> live = ImmutableList.of(0, 1, 2);
        assertThat(check(new StepBound(LEAST, STEP, live)).isCertified()).isTrue();
        assertThat(rejected(new StepBound(LEAST + 1, STEP, live)).where()).isEqualTo("lowerBoundWords");
        assertThat(rejected(new StepBound(LEAST, STEP, ImmutableList.of(0, 1))).where())
                .isEqualTo("lowerBoundWords");
        assertThat(rejected(new StepBound(LEAST, STEP, ImmutableList.of(0, 1, 2, 3)))
                        .where())
                .isEqualTo("buffers");
        assertThat(rejected(new StepBound(LEAST, STEP, ImmutableList.of(0, 1, 2, 2)))
                        .where())
                .isEqualTo("buffers");
        assertThat(rejected(new StepBound(LEAST, STEP, ImmutableList.of(-1))).where())
                .isEqualTo("buffers");
        assertThat(rejected(new StepBound(LEAST, 4, live)).where()).isEqualTo("step");
        assertThat(rejected(new StepBound(LEAST, -1, live)).where()).isEqualTo("step");
    }

    @Test
    void directionsCountOnlyWhereTheyAreAssumed() {
        ProofTree both = new Direction(
                STEP,
                ImmutableList.of(
                        new DirectionCase(Traversal.FORWARD, refutation()),
                        new DirectionCase(Traversal.REVERSE, refutation())));
        assertThat(check(search(both)).isCertified()).isTrue();
        // in reverse 1 below 0 is a plain stack, so that 12 words do not suffice either
        ProofTree twelve = new Direction(
                STEP,
                ImmutableList.of(
                        new DirectionCase(Traversal.REVERSE, refutation()),
                        new DirectionCase(Traversal.FORWARD, refutation())));
        assertThat(rejected(new Exhausted(13, 6, 0, ImmutableList.of(), twelve)).where())
                .isEqualTo("refutation/1/1/0");
        ProofTree one = new Direction(STEP, ImmutableList.of(new DirectionCase(Traversal.REVERSE, refutation())));
        assertThat(rejected(search(one)).message())
                .isEqualTo("refutation: found directions [REVERSE], expected [FORWARD, REVERSE]");
        ProofTree elsewhere = new Direction(9, ImmutableList.of());
        assertThat(rejected(search(elsewhere)).message()).isEqualTo("refutation: found step 9, expected one of 4");
    }

    @Test
    void ordersMustBeCompleteAndMean() {
        ProofTree half = new Order(0, 1, ImmutableList.of(new Turn(0, around(0, 1))));
        assertThat(rejected(search(half)).message()).isEqualTo("refutation: found [0] turns, expected 1 as well");
        ProofTree twice = new Order(0, 1, ImmutableList.of(new Turn(0, around(0, 1)), new Turn(0, around(0, 1))));
        assertThat(rejected(search(twice)).found()).isEqualTo("0 turns");
        assertThat(rejected(search(order(0, 3, cycle(), cycle()))).expected()).isEqualTo("two that are live together");
        assertThat(rejected(search(order(0, 0, cycle(), cycle()))).expected()).isEqualTo("two that are live together");
        assertThat(rejected(search(order(0, 7, cycle(), cycle()))).found()).isEqualTo("buffer 7");
    }

    @Test
    void cyclesUseWhatIsKnownAndNothingElse() {
        assertThat(rejected(search(cycle(0, 1, ORIGIN))).message())
                .isEqualTo("refutation: found a step from buffer 0 to buffer 1, "
                        + "expected two whose order is known here");
        assertThat(rejected(search(cycle())).found()).isEqualTo("a cycle that adds up to 0 words");
        assertThat(rejected(search(cycle(0))).found()).isEqualTo("buffer 0 behind itself in a cycle");
        assertThat(rejected(search(cycle(0, 4))).found()).isEqualTo("buffer 4");
        assertThat(rejected(search(cycle(0, -2))).found()).isEqualTo("buffer -2");
        ProofTree wrongSide = order(0, 1, cycle(1, 0, ORIGIN), around(1, 0));
        assertThat(rejected(search(wrongSide)).where()).isEqualTo("refutation/0");
    }

    @Test
    void lemmasAreProvenBeforeTheyAreUsed() {
        // buffer 0 starts at 4, if at all: claimed, but the gaps cannot be refuted by nothing
        Lemma unproven = new Lemma(
                0, ImmutableList.of(new StartRange(4, 4)), ImmutableList.of(cycle(ORIGIN, 0), cycle(ORIGIN, 0)));
        assertThat(rejected(search(refutation(), unproven)).where()).isEqualTo("lemma 0 gap 0");
        Lemma vacuous = new Lemma(
                0, ImmutableList.of(new StartRange(0, 4)), ImmutableList.of(cycle(ORIGIN, 0), cycle(ORIGIN, 0)));
        ProofTree byIt = new ByLemma(0, ImmutableList.of(refutation()));
        assertThat(check(search(byIt, vacuous)).isCertified()).isTrue();
        assertThat(rejected(search(byIt)).message())
                .isEqualTo("refutation: found lemma 0, expected one of the 0 proven before");
        assertThat(rejected(search(new ByLemma(0, ImmutableList.of()), vacuous)).found())
                .isEqualTo("0 cases");
        Lemma byItself = new Lemma(0, ImmutableList.of(), ImmutableList.of(new ByLemma(0, ImmutableList.of())));
        assertThat(rejected(search(refutation(), byItself)).where()).isEqualTo("lemma 0 gap 0");
        Lemma oneProofShort = new Lemma(0, vacuous.starts(), ImmutableList.of(cycle(ORIGIN, 0)));
        assertThat(rejected(search(byIt, oneProofShort)).found()).isEqualTo("1 proofs");
        for (StartRange[] ranges : new StartRange[][] {
            {new StartRange(3, 4), new StartRange(0, 2)},
            {new StartRange(0, 3), new StartRange(3, 4)},
            {new StartRange(2, 1)},
            {new StartRange(-3, 4)},
            {new StartRange(0, Long.MAX_VALUE)}
        }) {
            ImmutableList<ProofTree> proofs = ranges.length == 1
                    ? ImmutableList.of(cycle(ORIGIN, 0), cycle(ORIGIN, 0))
                    : ImmutableList.of(refutation(), refutation(), refutation());
            Lemma disordered = new Lemma(0, ImmutableList.copyOf(ranges), proofs);
            assertThat(rejected(search(byIt, disordered)).expected())
                    .as("%s", disordered)
                    .isIn("ascending ranges");
        }
    }

    @Test
    void aLemmaProvenByTheSearchItselfMayBeUsed() {
        Lemma nowhere = new Lemma(0, ImmutableList.of(), ImmutableList.of(refutation()));
        assertThat(check(search(new ByLemma(0, ImmutableList.of()), nowhere)).isCertified())
                .isTrue();
    }

    @Test
    void capacitiesAreSplitWithoutAGap() {
        assertThat(check(search(new Capacity(8, refutation(), refutation()))).isCertified())
                .isTrue();
        ProofTree none = new Capacity(5, cycle(), refutation());
        assertThat(check(search(none)).isCertified()).isTrue();
        ProofTree reversed = new Capacity(8, refutation(), cycle());
        assertThat(rejected(search(reversed)).where()).isEqualTo("refutation/1");
        ProofTree beyond = new Capacity(Long.MAX_VALUE, refutation(), cycle());
        assertThat(check(search(beyond)).isCertified()).isTrue();
    }

    @Test
    void theStepMustNeedWhatTheSearchStartsFrom() {
        Exhausted tooMuch = new Exhausted(LEAST, 10, 0, ImmutableList.of(), refutation());
        assertThat(rejected(tooMuch).message())
                .isEqualTo("from: found 10 words, expected at most 9, which step 0 needs");
        Exhausted negative = new Exhausted(LEAST, -1, 0, ImmutableList.of(), refutation());
        assertThat(rejected(negative).where()).isEqualTo("from");
    }

    @Test
    void pinningIsForCircularAddressesAndComesFirst() {
        assertThat(rejected(search(new Pinned(0, refutation()))).found()).isEqualTo("a pinned buffer");
        ProblemTable circular = new ProblemTable(PROBLEM.withAddressing(Addressing.CIRCULAR));
        ProofTree below = new Order(
                0,
                1,
                ImmutableList.of(
                        new Turn(-1, new Pinned(0, cycle())),
                        new Turn(0, new Pinned(0, cycle())),
                        new Turn(-2, new Pinned(0, cycle()))));
        Rejected late = (Rejected) ProofCheck.check(circular, search(below));
        assertThat(late.message())
                .isEqualTo("refutation/0: found a pinned buffer, "
                        + "expected circular addresses, and nothing but capacities above");
        ProofTree twice = new Pinned(0, new Pinned(1, cycle()));
        assertThat(((Rejected) ProofCheck.check(circular, search(twice))).where())
                .isEqualTo("refutation/0");
    }

    @Test
    void onACircleStartsReachUpToTheLastWord() {
        ProblemTable two = new ProblemTable(
                PlacementProblem.of(new long[] {1, 1}, List.of(new LiveRange(0, 1), new LiveRange(0, 1)))
                        .addressing(Addressing.CIRCULAR)
                        .build());
        ProofTree apart = new Pinned(
                0,
                new Order(0, 1, ImmutableList.of(new Turn(-1, cycle(1, 0, ORIGIN)), new Turn(0, cycle(ORIGIN, 0, 1)))));
        assertThat(ProofCheck.check(two, new Exhausted(2, 1, 0, ImmutableList.of(), apart)))
                .isEqualTo(new Certified(2, CertificateVerdict.Proof.SEARCH, 2));
        // in 2 words they lie side by side
        assertThat(ProofCheck.check(two, new Exhausted(3, 2, 0, ImmutableList.of(), apart)))
                .isEqualTo(new Rejected("refutation/0/1", "a cycle that adds up to 0 words", "more than 0"));
    }

    @Test
    void onACircleNegativeClearancesHaveMoreTurns() {
        // the result, 1, may start a word above the operand, 0: as starts go up to M - 1 that is one turn on
        ProblemTable table = new ProblemTable(
                PlacementProblem.of(new long[] {2, 2}, List.of(new LiveRange(0, 1), new LiveRange(0, 2)))
                        .meetings(List.of(new Meeting(0, 0, 1, Distance.ofWords(-1), Distance.FREE)))
                        .addressing(Addressing.CIRCULAR)
                        .build());
        ImmutableList<Turn> usual = ImmutableList.of(new Turn(-1, cycle()), new Turn(0, cycle()));
        Exhausted up = new Exhausted(4, 2, 0, ImmutableList.of(), new Order(1, 0, usual));
        assertThat(ProofCheck.check(table, up)).isEqualTo(new Rejected("refutation", "[-1, 0] turns", "1 as well"));
        Exhausted down = new Exhausted(4, 2, 0, ImmutableList.of(), new Order(0, 1, usual));
        assertThat(ProofCheck.check(table, down)).isEqualTo(new Rejected("refutation", "[-1, 0] turns", "-2 as well"));
    }

    @Test
    void numbersBeyondAllSizesAreRefused() {
        for (long huge : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 62}) {
            Lemma lemma = new Lemma(
                    0,
                    ImmutableList.of(new StartRange(huge - 2, huge - 1)),
                    ImmutableList.of(refutation(), cycle(ORIGIN, 0)));
            ProofTree byIt = new ByLemma(0, ImmutableList.of(cycle(ORIGIN, 0, ORIGIN, 0)));
            assertThat(check(search(byIt, lemma))).isNotNull();
            assertThat(check(new Exhausted(huge, 6, 0, ImmutableList.of(), refutation()))
                            .isCertified())
                    .isFalse();
            assertThat(check(new StepBound(huge, STEP, ImmutableList.of(0))).isCertified())
                    .isFalse();
        }
        assertThat(check(new Exhausted(Long.MIN_VALUE, 6, 0, ImmutableList.of(), refutation()))
                        .isCertified())
                .isFalse();
    }

    @Test
    void depthCostsNoStackAndSharedPartsNoEternity() {
        ProofTree deep = refutation();
        for (int depth = 0; depth < 200_000; depth++) {
            deep = new Capacity(0, cycle(), deep);
        }
        assertThat(check(search(deep)).isCertified()).isTrue();
        ProofTree wrong = cycle();
        for (int depth = 0; depth < 200_000; depth++) {
            wrong = new Capacity(0, cycle(), wrong);
        }
        assertThat(rejected(search(wrong)).where())
                .startsWith("refutation/1/1/")
                .endsWith("(depth 200000)")
                .hasSizeLessThan(200);
        ProofTree shared = refutation();
        for (int depth = 0; depth < 60; depth++) {
            shared = new Capacity(8, shared, shared);
        }
        assertThat(rejected(search(shared)).expected()).isEqualTo("a smaller one");
    }
}
