package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Network;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Machine lanes(boolean denseFrames) {
        return Nets.machine(
                new Layout(64, 8, denseFrames), new WriteGranularity.Pixel(), Nets.EITHER, Addressing.LINEAR, 1);
    }

    @Test
    void liveRanges() {
        Schedule schedule = Schedule.of(SmallGraphs.branches(), "", Nets.either());
        assertThat(live(schedule, "input0")).isEqualTo(new LiveRange(0, 1));
        assertThat(live(schedule, "input1")).as("read by nobody").isEqualTo(new LiveRange(0, 1));
        assertThat(live(schedule, "t0")).isEqualTo(new LiveRange(0, 2));
        assertThat(live(schedule, "t1")).as("concatenated later").isEqualTo(new LiveRange(1, 7));
        assertThat(live(schedule, "t3")).as("read by nobody").isEqualTo(new LiveRange(3, 4));
        assertThat(live(schedule, "t4")).as("an output that is read, too").isEqualTo(new LiveRange(4, 9));
        assertThat(live(schedule, "t8")).isEqualTo(new LiveRange(8, 9));
        assertThat(schedule.inputs()).containsExactly("input0", "input1");
        assertThat(schedule.outputs()).containsExactly("t8", "t4");
    }

    @Test
    void whoDiesAndWhoArrives() {
        Schedule schedule = Schedule.of(SmallGraphs.branches(), "", Nets.either());
        assertThat(schedule.steps().get(0).dying())
                .as("the unread input is no operand")
                .containsExactly("input0");
        assertThat(schedule.steps().get(2).dying()).isEmpty();
        assertThat(schedule.steps().get(5).dying()).as("the output lives on").containsExactly("t2");
        assertThat(schedule.steps().get(6).dying()).containsExactly("t1", "t5");
        assertThat(schedule.steps().get(8).dying()).as("read twice, dies once").containsExactly("t7");
        assertThat(Schedule.of(SmallGraphs.splits(), "", Nets.either())
                        .steps()
                        .get(1)
                        .arriving())
                .containsExactly("t1_0", "t1_1");
    }

    @Test
    void rowsOfASplitAreThoseOfItsOperand() {
        Schedule schedule = Schedule.of(SmallGraphs.splits(), "", Nets.either());
        assertThat(schedule.steps().get(1).outputRows()).isEqualTo(new RowRange(0, 8));
        assertThat(schedule.steps().get(3).outputRows()).isEqualTo(new RowRange(0, 4));
    }

    @Test
    void viewsShareWordsWhereNothingIsPadded() {
        Schedule schedule = Schedule.of(SmallGraphs.views(), "", Nets.either());
        assertThat(schedule.steps()).extracting(ScheduledStep::layer).containsExactly("layer3", "layer5", "layer7");
        assertThat(buffer(schedule, "input0").sources()).containsExactly("input0", "t0", "t1", "t2");
        assertThat(live(schedule, "input0")).as("read through its last view").isEqualTo(new LiveRange(0, 3));
        assertThat(buffer(schedule, "t3").sources()).containsExactly("t3", "t4");
        assertThat(schedule.outputs()).as("the output is a view").containsExactly("t5", "t7");
        assertThat(live(schedule, "t5")).isEqualTo(new LiveRange(1, 3));
    }

    @Test
    void viewsThatMoveWordsAreCopied() {
        Schedule schedule = Schedule.of(SmallGraphs.views(), "", lanes(false));
        assertThat(schedule.steps())
                .extracting(ScheduledStep::layer)
                .as("1 channel to 64, and 6 to 2, move; equal channel counts do not")
                .containsExactly("layer0", "layer3", "layer4", "layer5", "layer7");
        assertThat(buffer(schedule, "t5").sources()).containsExactly("t5", "t6");
        assertThat(buffer(schedule, "input0").sizeWords()).isEqualTo(64);
    }

    @Test
    void denseFramesStayDenseThroughViews() {
        Schedule schedule = Schedule.of(SmallGraphs.views(), "", lanes(true));
        assertThat(buffer(schedule, "input0").dense()).isTrue();
        assertThat(buffer(schedule, "input0").sizeWords()).isEqualTo(8);
        TensorUse image = schedule.steps().get(0).operation().operands().get(0);
        assertThat(image.name()).isEqualTo("input0");
        assertThat(image.dense()).isTrue();
        assertThat(image.shape().toString()).isEqualTo("16x4x1");
        assertThat(schedule.steps())
                .extracting(ScheduledStep::layer)
                .doesNotContain("layer0")
                .contains("layer4");
        assertThat(buffer(schedule, "t3").dense()).isFalse();
    }

    @Test
    void denseFrameAsAWidePaddedShapeIsACopy() {
        Nets nets = new Nets();
        Network network = nets.network(
                "wide",
                nets.opaque(
                        dev.shingle.networks.Shape.of(1, 1),
                        nets.view(nets.input(5, 4, 1), dev.shingle.networks.Shape.of(1, 20))));
        assertThat(Schedule.of(network, "", lanes(true)).steps()).hasSize(2);
    }

    @Test
    void figuresOfAGraph() {
        Figures figures = Schedule.of(SmallGraphs.branches(), "", Nets.either()).figures();
        assertThat(figures.pingPongTwoBuffersWords()).isEmpty();
        assertThat(figures.pingPongWidestPairWords()).as("the concatenation").isEqualTo(240 + 480 + 720);
        assertThat(figures.disjointLowerBoundWords()).isEqualTo(240 + 480 + 480 + 720);
    }

    @Test
    void figuresOfViewsOnly() {
        Figures figures =
                Schedule.of(SmallGraphs.viewsOnly(), "", Nets.either()).figures();
        assertThat(figures.pingPongWidestPairWords()).isEqualTo(16);
        assertThat(figures.overlapLowerBound().words()).isEqualTo(16);
        assertThat(figures.overlapLowerBound().reason()).contains("host").contains("input0");
    }

    private static Buffer buffer(Schedule schedule, String name) {
        return schedule.buffers().stream()
                .filter(buffer -> buffer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LiveRange live(Schedule schedule, String name) {
        return buffer(schedule, name).live();
    }
}
