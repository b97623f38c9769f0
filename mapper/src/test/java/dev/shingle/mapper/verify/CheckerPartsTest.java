package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.TinyProblems;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Both sides of the bounds of the checker's small parts. */
class CheckerPartsTest {

    private static final int KEPT = 20;

    /** Two buffers of 3 and 4 words, together for one step of two. */
    private static final ProblemTable TABLE =
            new ProblemTable(PlacementProblem.of(new long[] {3, 4}, List.of(new LiveRange(0, 2), new LiveRange(0, 1)))
                    .build());

    @Test
    void neighboursOfOneOwnerAreOneStretch() {
        Owners owners = new Owners();
        Owners.Owner one = new Owners.Owner(0, 0);
        Owners.Owner other = new Owners.Owner(1, 0);
        owners.assign(10, 20, one);
        owners.assign(0, 10, one);
        owners.assign(20, 25, one);
        owners.assign(40, 50, other);
        assertThat(owners.stretches(0, 45))
                .containsExactly(
                        new Owners.Stretch(0, 25, one),
                        new Owners.Stretch(25, 40, Owners.NOBODY),
                        new Owners.Stretch(40, 45, other));
        owners.assign(25, 40, other);
        assertThat(owners.stretches(20, 60))
                .containsExactly(
                        new Owners.Stretch(20, 25, one),
                        new Owners.Stretch(25, 50, other),
                        new Owners.Stretch(50, 60, Owners.NOBODY));
    }

    @Test
    void unitsEndWhereTheGridEnds() {
        UnitGrid.Axis up = new UnitGrid.Axis(2, 9, 3, false);
        assertThat(up.units()).isEqualTo(3);
        assertThat(up.ordinalOf(1)).isEqualTo(-1);
        assertThat(up.ordinalOf(2)).isZero();
        assertThat(up.ordinalOf(8)).isEqualTo(2);
        assertThat(up.ordinalOf(9)).isEqualTo(-1);
        assertThat(up.endIndex(2)).isEqualTo(9);
        UnitGrid.Axis down = new UnitGrid.Axis(2, 9, 3, true);
        assertThat(down.ordinalOf(8)).isZero();
        assertThat(down.firstIndex(2)).isEqualTo(2);
        assertThat(down.endIndex(2)).isEqualTo(5);
    }

    @Test
    void aStepBoundNamesBuffersThatThereAre() {
        assertThat(verdict(7, 0, 0, 1).isCertified()).isTrue();
        assertThat(verdict(8, 0, 0, 1).isCertified()).isFalse();
        assertThat(rejected(verdict(7, 0, 0, 1, 2)).found()).isEqualTo("buffer 2");
        assertThat(rejected(verdict(7, 0, -1)).found()).isEqualTo("buffer -1");
        assertThat(rejected(verdict(7, 0, 0, 0)).found()).isEqualTo("buffer 0");
        assertThat(rejected(verdict(7, 1, 0, 1)).found()).isEqualTo("buffer 1");
        assertThat(rejected(verdict(7, 2, 0)).found()).isEqualTo("step 2");
        assertThat(rejected(verdict(7, -1, 0)).found()).isEqualTo("step -1");
    }

    @Test
    void aDirectionIsThatOfAStepThatThereIs() {
        for (int step : new int[] {-1, 2}) {
            Certificate.ProofTree leaf = new Certificate.Contradiction(ImmutableList.of(0));
            Certificate.ProofTree tree = new Certificate.Direction(
                    step, ImmutableList.of(new Certificate.DirectionCase(Traversal.FORWARD, leaf)));
            CertificateVerdict verdict =
                    ProofCheck.check(TABLE, new Certificate.Exhausted(8, 7, 0, ImmutableList.of(), tree));
            assertThat(rejected(verdict).found()).isEqualTo("step " + step);
        }
    }

    @Test
    void manyFindingsAreCountedAndSomeKept() {
        Findings findings = new Findings();
        assertThat(findings.isEmpty()).isTrue();
        findings.addMany(new Finding.Misaligned("x", 3, 2), 5);
        for (int i = 0; i < 200; i++) {
            findings.add(new Finding.Misaligned("y", i, 7));
        }
        assertThat(findings.isEmpty()).isFalse();
        assertThat(findings.report().total()).isEqualTo(205);
        assertThat(findings.report().findings()).hasSize(KEPT).startsWith(new Finding.Misaligned("x", 3, 2));
    }

    /** All live in one step, in which operands and results come as close as equations (2) and (3) let them. */
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void oneStepNeedsWhatTryingEverythingFinds(@ForAll long seed) {
        Random random = new Random(seed);
        int operands = 1 + random.nextInt(2);
        int results = 1 + random.nextInt(2);
        long[] sizes = new long[operands + results];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = 1 + random.nextInt(6);
        }
        List<Meeting> meetings = new ArrayList<>();
        for (int operand = 0; operand < operands; operand++) {
            for (int result = operands; result < sizes.length; result++) {
                Distance distance = Distance.ofWords(
                        random.nextInt((int) sizes[result] + 1) - random.nextInt((int) sizes[operand]));
                meetings.add(new Meeting(0, operand, result, distance, distance));
            }
        }
        PlacementProblem problem = PlacementProblem.of(sizes, Collections.nCopies(sizes.length, new LiveRange(0, 1)))
                .meetings(meetings)
                .build();
        List<Integer> all = IntStream.range(0, sizes.length).boxed().toList();
        assertThat(LeastPacking.words(new ProblemTable(problem), 0, all))
                .isEqualTo(TinyProblems.optimum(problem, false));
    }

    private static CertificateVerdict verdict(long words, int step, Integer... buffers) {
        return ProofCheck.check(TABLE, new Certificate.StepBound(words, step, ImmutableList.copyOf(buffers)));
    }

    private static CertificateVerdict.Rejected rejected(CertificateVerdict verdict) {
        assertThat(verdict).isInstanceOf(CertificateVerdict.Rejected.class);
        return (CertificateVerdict.Rejected) verdict;
    }
}
