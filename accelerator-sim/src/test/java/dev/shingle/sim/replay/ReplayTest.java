package dev.shingle.sim.replay;

import static dev.shingle.mapper.machine.Traversal.FORWARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplayTest {

    private static final Machine PIXEL = Cases.machine(Cases.PIXEL);
    private static final Shape IMAGE = Shape.hwc(3, 4, 1);

    /** A 3x3 'same' layer on 3x4x1: 12 words each, D = 5. */
    private static final Operation LAYER = Cases.convolution(IMAGE, 1, Window.square(3, 1, Padding.symmetric(1)));

    private static MemoryPlan plan(Machine machine, long in, long out, long peak) {
        return Plans.of(
                machine,
                List.of(
                        Plans.place(LAYER.operands().get(0), in, machine),
                        Plans.place(LAYER.results().get(0), out, machine)),
                List.of(Plans.step(0, LAYER, FORWARD)),
                List.of("in"),
                List.of("out"),
                peak);
    }

    @Test
    void safePlanIsSilent() {
        ReplayReport report = Replay.run(plan(PIXEL, 5, 0, 17));

        assertThat(report.isSilent()).isTrue();
        assertThat(report.firstLost()).isEmpty();
        // 3x3 taps inside 3x4: (2+3+2) * (2+3+3+2) = 70, and the host's 12.
        assertThat(report.wordsRead()).isEqualTo(70 + 12);
        assertThat(report.wordsWritten()).isEqualTo(12 + 12);
        assertThat(report.violationsPerStep()).isEqualTo(ImmutableLongArray.of(0, 0));
    }

    /** One word closer, pixel (1, 1) finds the output pixel (1, 0) where it wants input word 0. */
    @Test
    void oneWordCloserNamesTheLostElement() {
        ReplayReport report = Replay.run(plan(PIXEL, 4, 0, 16));

        assertThat(report.firstLost()).contains(new LostElement(0, "layer0", 1, 1, "in", 0, 4, "out", 4, 0));
        assertThat(report.firstLost().orElseThrow())
                .hasToString(
                        "step 0 (layer0), output pixel (1, 1): reads word 0 of in at address 4, where word 4 of out"
                                + " was written at step 0");
        // Input word k is gone once pixel 4 + k is written: pixels 5, 6, 7 and 9, 10, 11 lose their first tap each.
        assertThat(report.violations()).isEqualTo(6);
        assertThat(report.outOfBounds()).isZero();
        assertThat(report.isSilent()).isFalse();
    }

    @Test
    void circularAddressesWrap() {
        assertThat(Replay.run(plan(Cases.circular(Cases.PIXEL), 15, 10, 17)).isSilent())
                .isTrue();
        assertThat(Replay.run(plan(Cases.circular(Cases.PIXEL), 14, 10, 16)).isSilent())
                .isFalse();
    }

    @Test
    void linearAddressesEnd() {
        ReplayReport report = Replay.run(plan(PIXEL, 6, 0, 17));

        assertThat(report.firstOutOfBounds()).contains(new ReplayReport.OutOfBounds(-1, "in", 11, 17));
        assertThat(report.firstLost()).isEmpty();
        // The host cannot write word 11; (1, 2), (1, 3), (2, 2) and (2, 3) cannot read it.
        assertThat(report.outOfBounds()).isEqualTo(5);
        assertThat(report.violations()).isEqualTo(5);
    }

    @Test
    void whatWasNeverWrittenIsLost() {
        MemoryPlan good = plan(PIXEL, 12, 0, 24);
        MemoryPlan noInput = Plans.of(PIXEL, good.placements(), good.steps(), List.of(), List.of("out"), 24);

        assertThat(Replay.run(noInput).firstLost())
                .contains(new LostElement(0, "layer0", 0, 0, "in", 0, 12, "nothing", -1, -1));
        assertThat(Replay.run(noInput).violationsPerStep()).isEqualTo(ImmutableLongArray.of(70, 0));
    }

    @Test
    void hostFindsWhatALaterStepOverwrote() {
        Operation copy = new Operation(
                new Operator.View(),
                ImmutableList.of(Cases.bytes("in", IMAGE)),
                ImmutableList.of(Cases.bytes("late", IMAGE)));
        MemoryPlan plan = Plans.of(
                PIXEL,
                List.of(
                        Plans.place(Cases.bytes("in", IMAGE), 12, PIXEL),
                        Plans.place(Cases.bytes("out", IMAGE), 0, PIXEL),
                        Plans.place(Cases.bytes("late", IMAGE), 30, PIXEL)),
                List.of(Plans.step(0, LAYER, FORWARD), Plans.step(1, copy, FORWARD)),
                List.of("in"),
                List.of("out", "late"),
                42);
        MemoryPlan clash = Plans.of(
                PIXEL,
                List.of(
                        plan.placements().get(0),
                        plan.placements().get(1),
                        Plans.place(Cases.bytes("late", IMAGE), 6, PIXEL)),
                plan.steps(),
                List.of("in"),
                List.of("out"),
                42);

        assertThat(Replay.run(plan).isSilent()).isTrue();
        assertThat(Replay.run(clash).firstLost()).contains(new LostElement(2, "host", 1, 2, "out", 6, 6, "late", 0, 1));
        assertThat(Replay.run(clash).violationsPerStep()).isEqualTo(ImmutableLongArray.of(0, 0, 6));
    }

    /** Rows 0 and 1 of out are written at step 0, row 2 at step 1; the copy then reads the ruined input. */
    @Test
    void theWriterIsTheBandThatWroteTheWord() {
        Operation copy = new Operation(
                new Operator.View(),
                ImmutableList.of(Cases.bytes("in", IMAGE)),
                ImmutableList.of(Cases.bytes("late", IMAGE)));
        MemoryPlan plan = Plans.of(
                PIXEL,
                List.of(
                        Plans.place(Cases.bytes("in", IMAGE), 9, PIXEL),
                        Plans.place(Cases.bytes("out", IMAGE), 0, PIXEL),
                        Plans.place(Cases.bytes("late", IMAGE), 30, PIXEL)),
                List.of(
                        Plans.step(0, "top", LAYER, new RowRange(0, 2), FORWARD),
                        Plans.step(1, "bottom", LAYER, new RowRange(2, 3), FORWARD),
                        Plans.step(2, copy, FORWARD)),
                List.of("in"),
                List.of(),
                42);

        assertThat(Replay.run(plan).firstLost()).contains(new LostElement(2, "layer2", 0, 0, "in", 0, 9, "out", 9, 1));
    }

    /** Both rows of a 2x1 tile need word 1, which is wrong: one violation, not two. */
    @Test
    void aWordCountsOncePerUnit() {
        Machine tiles = Cases.machine(Cases.tile(2, 1));
        Operation layer = Cases.convolution(Shape.hwc(2, 1, 1), 1, Cases.window(3, 1, 1, new Padding(1, 1, 0, 0)));
        MemoryPlan plan = Plans.of(
                tiles,
                List.of(
                        Plans.place(layer.operands().get(0), 0, tiles),
                        Plans.place(layer.results().get(0), 2, tiles)),
                List.of(Plans.step(0, layer, FORWARD)),
                List.of(),
                List.of("out"),
                4);

        assertThat(Replay.run(plan).violations()).isEqualTo(2);
    }

    @Test
    void anOperandThatIsReadTwiceIsFine() {
        Operation square = new Operation(
                new Operator.Elementwise(Operator.Elementwise.Kind.MULTIPLY, Activation.NONE),
                ImmutableList.of(Cases.bytes("in", IMAGE), Cases.bytes("in", IMAGE)),
                ImmutableList.of(Cases.bytes("out", IMAGE)));
        List<Placement> placements = List.of(
                Plans.place(Cases.bytes("in", IMAGE), 0, PIXEL), Plans.place(Cases.bytes("out", IMAGE), 0, PIXEL));

        assertThat(Replay.run(Plans.of(
                                PIXEL,
                                placements,
                                List.of(Plans.step(0, square, FORWARD)),
                                List.of("in"),
                                List.of("out"),
                                12))
                        .isSilent())
                .isTrue();
    }

    @Test
    void viewsMustLieInTheSameWords() {
        Machine padded = Cases.machine(Cases.PIXEL, new Layout(8, 4, false));
        TensorUse stored = Cases.bytes("in", Shape.hwc(2, 2, 2));
        Operation honest = reader(Shape.hwc(1, 4, 2));
        Operation moved = reader(Shape.hwc(1, 2, 4));

        assertThat(Replay.run(viewPlan(padded, stored, honest)).isSilent()).isTrue();
        assertThatThrownBy(() -> Replay.run(viewPlan(padded, stored, moved)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage("buffer in is stored as 2x2x2 and used as 1x2x4, whose elements lie in other words");
    }

    private static Operation reader(Shape shape) {
        return Cases.unary(Operator.Pointwise.of(Operator.Pointwise.Function.COPY), shape, shape);
    }

    private static MemoryPlan viewPlan(Machine machine, TensorUse stored, Operation reader) {
        return Plans.of(
                machine,
                List.of(
                        Plans.place(stored, 0, machine),
                        Plans.place(reader.results().get(0), 16, machine)),
                List.of(Plans.step(0, reader, FORWARD)),
                List.of("in"),
                List.of("out"),
                32);
    }

    @Test
    void contradictionsAreRefusedInOneLine() {
        MemoryPlan good = plan(PIXEL, 5, 0, 17);
        Placement out = good.placements().get(1);
        Buffer small =
                new Buffer("in", ImmutableList.of("in"), IMAGE, ElementType.INT8, false, 11, new LiveRange(0, 1));

        assertThatThrownBy(() -> Replay.run(Plans.of(PIXEL, List.of(out), good.steps(), List.of(), List.of("out"), 17)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage("buffer in is used but has no place in the plan");
        assertThatThrownBy(() -> Replay.run(Plans.of(
                        PIXEL, List.of(out, new Placement(small, 5)), good.steps(), List.of(), List.of("out"), 17)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage("buffer in has 11 words, but stored as 3x4x1 it needs 12");
        assertThatThrownBy(() ->
                        Replay.run(Plans.of(PIXEL, List.of(out, out), good.steps(), List.of(), List.of("out"), 17)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage("plan test places a buffer twice");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        MemoryPlan good = plan(PIXEL, 5, 0, 17);
        Buffer huge = new Buffer(
                "huge", ImmutableList.of("huge"), IMAGE, ElementType.INT8, false, (1L << 32) - 24, new LiveRange(0, 1));
        List<Placement> placements = ImmutableList.<Placement>builder()
                .addAll(good.placements())
                .add(new Placement(huge, 0))
                .build();

        assertThatThrownBy(
                        () -> Replay.run(Plans.of(PIXEL, placements, good.steps(), List.of("in"), List.of("out"), 17)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage(
                        "the buffers of plan test have 4294967296 words together; a replay can tell 2^32 - 1 apart");
        assertThatThrownBy(() -> Replay.run(plan(PIXEL, 5, 0, 1L << 31)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessageContaining("has a scratchpad of 2147483648 words");
    }

    /** Tags are unsigned: with 2^32 - 25 words before it, the last buffer's tags are close to the largest int. */
    @Test
    void tagsUseAll32Bits() {
        MemoryPlan bad = plan(PIXEL, 4, 0, 16);
        Buffer huge = new Buffer(
                "huge", ImmutableList.of("huge"), IMAGE, ElementType.INT8, false, (1L << 32) - 25, new LiveRange(0, 1));
        List<Placement> placements = ImmutableList.<Placement>builder()
                .add(new Placement(huge, 0))
                .addAll(bad.placements())
                .build();

        assertThat(Replay.run(Plans.of(PIXEL, placements, bad.steps(), List.of("in"), List.of("out"), 16)))
                .isEqualTo(Replay.run(bad));
    }

    @Test
    void stopsWhenToldSo() {
        ReplayReport before = Replay.run(plan(PIXEL, 4, 0, 16), (step, steps, wordsRead) -> false);
        ReplayReport afterTheStep = Replay.run(plan(PIXEL, 4, 0, 16), (step, steps, wordsRead) -> step < steps);

        assertThat(before.isComplete()).isFalse();
        assertThat(before.isSilent()).isFalse();
        assertThat(before.wordsRead()).isZero();
        assertThat(afterTheStep.wordsRead()).isEqualTo(70);
        assertThat(afterTheStep.violations()).isEqualTo(6);
    }

    @Test
    void stopsInTheMiddleOfALongStep() {
        Operation large = Cases.convolution(Shape.hwc(256, 256, 64), 64, Window.square(3, 1, Padding.symmetric(1)));
        MemoryPlan plan = Plans.of(
                PIXEL,
                List.of(
                        Plans.place(large.operands().get(0), 0, PIXEL),
                        Plans.place(large.results().get(0), 1 << 22, PIXEL)),
                List.of(Plans.step(0, large, FORWARD)),
                List.of("in"),
                List.of("out"),
                2 << 22);

        ReplayReport report = Replay.run(plan, (step, steps, wordsRead) -> wordsRead == 0);

        assertThat(report.isComplete()).isFalse();
        assertThat(report.wordsRead()).isBetween(1L << 24, (1L << 24) + 9 * 64);
    }
}
