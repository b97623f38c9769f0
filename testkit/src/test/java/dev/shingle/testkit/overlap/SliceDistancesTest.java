package dev.shingle.testkit.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.Clearances;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.sim.distance.TrialPlan;
import dev.shingle.sim.replay.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances of parts of joint tensors: by hand, and what a formula would say that forgot something about them. */
class SliceDistancesTest {

    private static final Machine BYTES = Cases.bytes(Cases.PIXEL);

    /** A 1x1 convolution of six pixels from 4 to 8 channels, the latter behind 4 of 12 channels. */
    @Test
    void byHand() {
        TensorUse from = Cases.use("x", Shape.hwc(2, 3, 4), ElementType.INT8);
        TensorUse to = Cases.use("y", Shape.hwc(2, 3, 8), ElementType.INT8).as(new Slice(72, 0, 4, 12));
        Operation pointwise =
                Cases.operation(new Operator.Convolution(Window.pointwise(), 1, Activation.NONE), from, to);

        // before pixel n, the words up to 12(n-1) + 4 + 8 are written, and 4n is needed: 8n at n = 5
        assertThat(SafeDistances.forward(pointwise, 0, 0, BYTES).words()).isEqualTo(40);
        // from the end: 12n - 4 are written, 4n are behind what is needed: 8n - 4 at n = 5
        assertThat(SafeDistances.reverse(pointwise, 0, 0, BYTES).words()).isEqualTo(36);
        // in reverse the operand may lie below the joint tensor's start by I + E - O
        assertThat(Clearances.of(pointwise, 0, 0, Traversal.REVERSE, BYTES))
                .isEqualTo(new Clearances(72, 24 + 36 - 72));
    }

    /** 3x3 with padding over 6 x 5 pixels, from channels 8 to 15 of 24 into channels 16 to 23 of 32. */
    private static final Shape SHAPE = Shape.hwc(6, 5, 8);

    private static final Slice FROM = new Slice(720, 0, 8, 24);
    private static final Slice TO = new Slice(970, 10, 16, 32);

    private static Operation convolution(Slice from, Slice to) {
        TensorUse operand = Cases.use("x", SHAPE, ElementType.INT8).as(from);
        TensorUse result = Cases.use("y", SHAPE, ElementType.INT8).as(to);
        Window window = Window.square(3, 1, Padding.symmetric(1));
        return new Operation(
                new Operator.Convolution(window, 1, Activation.NONE),
                ImmutableList.of(operand),
                ImmutableList.of(result));
    }

    /** What may be forgotten about a slice, as the slice that is believed in instead. */
    enum Fault {
        CHANNEL_OFFSET_OF_THE_OPERAND_DROPPED(new Slice(720, 0, 0, 24), TO),
        CHANNEL_OFFSET_OF_THE_RESULT_DROPPED(FROM, new Slice(970, 10, 0, 32)),
        STRIDE_OF_THE_OPERAND_DROPPED(new Slice(720, 0, 8, 8), TO),
        STRIDE_OF_THE_RESULT_DROPPED(FROM, new Slice(970, 10, 16, 8)),
        FIRST_WORD_DROPPED(FROM, new Slice(970, 0, 16, 32)),
        WHOLE_PIXELS_WRITTEN(FROM, new Slice(970, 10, 24, 32));

        private final Operation believed;

        Fault(Slice from, Slice to) {
            this.believed = convolution(from, to);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultsAreSeen(Fault fault) {
        Distance right = distances(convolution(FROM, TO));
        assertThat(right)
                .isEqualTo(new Distance(
                        LiteralDistance.of(convolution(FROM, TO), 0, 0, Traversal.FORWARD, BYTES)
                                .words(),
                        LiteralDistance.of(convolution(FROM, TO), 0, 0, Traversal.REVERSE, BYTES)
                                .words()));
        assertThat(distances(fault.believed)).isNotEqualTo(right);
    }

    private record Distance(long forward, long reverse) {}

    private static Distance distances(Operation operation) {
        return new Distance(
                SafeDistances.forward(operation, 0, 0, BYTES).words(),
                SafeDistances.reverse(operation, 0, 0, BYTES).words());
    }

    /** Every granularity and the line buffer, with padded lanes in the last part. */
    @ParameterizedTest
    @EnumSource(Traversal.class)
    void atTheDistanceAndOneWordCloser(Traversal traversal) {
        for (WriteGranularity granularity : ImmutableList.of(
                Cases.PIXEL,
                Cases.ELEMENT,
                Cases.ROW,
                new WriteGranularity.Group(4),
                new WriteGranularity.Tile(2, 2))) {
            for (int lines : new int[] {0, 3}) {
                Machine machine = Cases.machine(new Layout(32, 4, false), granularity, lines, GroupOrder.ASCENDING);
                TensorUse operand =
                        Cases.use("x", Shape.hwc(5, 6, 5), ElementType.INT8).as(new Slice(93, 1, 4, 12));
                TensorUse result =
                        Cases.use("y", Shape.hwc(5, 6, 6), ElementType.INT8).as(new Slice(150, 0, 12, 20));
                Operation operation = new Operation(
                        new Operator.Convolution(Window.square(3, 1, Padding.symmetric(1)), 1, Activation.NONE),
                        ImmutableList.of(operand),
                        ImmutableList.of(result));
                long words =
                        SafeDistances.of(operation, 0, 0, traversal, machine).words();
                TrialPlan trial = new TrialPlan(operation, 0, 0, traversal, machine);
                assertThat(Replay.run(trial.at(words)).isSilent()).isTrue();
                assertThat(PlanChecker.check(trial.at(words)).isSafe()).isTrue();
                assertThat(Replay.run(trial.at(words - 1)).firstLost()).isPresent();
                assertThat(PlanChecker.check(trial.at(words - 1)).isSafe()).isFalse();
            }
        }
    }
}
