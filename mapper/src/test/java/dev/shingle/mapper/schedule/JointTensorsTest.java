package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import org.junit.jupiter.api.Test;

class JointTensorsTest {

    private static final ScheduleOptions ZERO_COPY = ScheduleOptions.zeroCopyConcatenation();

    private final NetworkBuilder network = new NetworkBuilder("joins", ElementType.INT8);
    private final FeatureMap input = network.input("x", Shape.hwc(4, 5, 8));

    private FeatureMap convolution(String name, FeatureMap from, int channels) {
        return network.convolution(name, from, channels, Border.SAME.window(from, 3, 1), Activation.NONE);
    }

    private FeatureMap concatenation(String name, int axis, Shape joint, Operand... parts) {
        return network.append(
                name, new Operator.Concatenation(axis, Activation.NONE), ImmutableList.copyOf(parts), joint);
    }

    private static Machine words(int wordBits, int channelPadding) {
        return Nets.machine(
                new Layout(wordBits, channelPadding, true),
                new WriteGranularity.Pixel(),
                Nets.EITHER,
                Addressing.LINEAR,
                1);
    }

    private Schedule schedule(FeatureMap output, Machine machine) {
        network.output(output);
        return Schedule.of(network.build(), machine, ZERO_COPY);
    }

    private Schedule schedule(FeatureMap output) {
        return schedule(output, words(8, 1));
    }

    private static Slice slice(Schedule schedule, String layer) {
        return schedule.steps().stream()
                .filter(step -> step.layer().equals(layer))
                .flatMap(step -> step.operation().results().get(0).slice().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void partsAreChannelsOfTheJointTensor() {
        FeatureMap a = convolution("a", input, 3);
        FeatureMap b = convolution("b", a, 5);
        Schedule schedule = schedule(convolution("out", network.concatenation("join", a, b), 2));
        assertThat(schedule.joinedLayers()).containsExactly("join");
        assertThat(schedule.steps()).extracting(ScheduledStep::layer).containsExactly("a", "b", "out");
        assertThat(slice(schedule, "a")).isEqualTo(new Slice(160, 0, 0, 8));
        assertThat(slice(schedule, "b")).isEqualTo(new Slice(160, 0, 3, 8));
        TensorUse read = schedule.steps().get(1).operation().operands().get(0);
        assertThat(read.slice()).as("others read the part as one").contains(new Slice(160, 0, 0, 8));
        Buffer joint = schedule.buffers().get(1);
        assertThat(joint.name()).isEqualTo("join");
        assertThat(joint.sources()).containsExactly("join", "a", "b");
        assertThat(joint.live()).as("from the first part on").isEqualTo(new LiveRange(0, 3));
        assertThat(schedule.steps().get(2).operation().operands().get(0).slice())
                .as("the joint tensor is whole")
                .isEmpty();
    }

    @Test
    void onlyTheFirstPartArrives() {
        FeatureMap a = convolution("a", input, 3);
        FeatureMap side = convolution("side", a, 4);
        FeatureMap b = convolution("b", side, 5);
        Schedule schedule = schedule(convolution("out", network.concatenation("join", a, b), 2));
        assertThat(schedule.steps().get(0).arriving()).containsExactly("join");
        assertThat(schedule.steps().get(1).dying())
                .as("a part lives on in the joint tensor")
                .isEmpty();
        assertThat(schedule.steps().get(2).dying()).containsExactly("side");
        assertThat(schedule.steps().get(2).arriving()).isEmpty();
        assertThat(schedule.steps().get(3).dying()).containsExactly("join");
        assertThat(schedule.problem().meetings())
                .extracting(meeting -> meeting.step())
                .containsExactly(0, 3);
    }

    @Test
    void jointTensorsWithinJointTensors() {
        FeatureMap all = convolution("c0", input, 8);
        for (int i = 1; i <= 3; i++) {
            all = network.concatenation("j" + i, all, convolution("c" + i, all, 4));
        }
        Schedule schedule = schedule(convolution("out", all, 2));
        assertThat(schedule.joinedLayers()).containsExactly("j1", "j2", "j3");
        assertThat(schedule.buffers()).extracting(Buffer::name).containsExactly("x", "j3", "out");
        assertThat(schedule.buffers().get(1).sources()).containsExactly("j3", "j2", "j1", "c0", "c1", "c2", "c3");
        assertThat(slice(schedule, "c2")).isEqualTo(new Slice(400, 0, 12, 20));
        TensorUse inner = schedule.steps().get(2).operation().operands().get(0);
        assertThat(inner.shape().channels()).isEqualTo(12);
        assertThat(inner.slice()).contains(new Slice(400, 0, 0, 20));
    }

    @Test
    void stretchesAlongTheFirstAxis() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap b = convolution("b", a, 8);
        FeatureMap joint = concatenation("join", 1, Shape.hwc(8, 5, 8), a, b);
        Schedule schedule = schedule(convolution("out", joint, 2));
        assertThat(schedule.joinedLayers()).containsExactly("join");
        assertThat(slice(schedule, "a")).isEqualTo(new Slice(320, 0, 0, 8));
        assertThat(slice(schedule, "b")).isEqualTo(new Slice(320, 160, 0, 8));
    }

    @Test
    void stretchesOfPixelsWithinAJointTensor() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap b = convolution("b", a, 8);
        FeatureMap tall = concatenation("tall", 1, Shape.hwc(8, 5, 8), a, b);
        FeatureMap side = convolution("side", tall, 4);
        Schedule schedule = schedule(convolution("out", network.concatenation("join", side, tall), 2));
        assertThat(schedule.joinedLayers()).containsExactly("tall", "join");
        assertThat(slice(schedule, "b"))
                .as("behind 20 pixels of 12 channels, after 4 channels of the side")
                .isEqualTo(new Slice(480, 240, 4, 12));
    }

    @Test
    void columnsAreScattered() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap b = convolution("b", a, 8);
        assertThat(schedule(concatenation("join", 2, Shape.hwc(4, 10, 8), a, b)).joinedLayers())
                .isEmpty();
    }

    @Test
    void columnsOfOneRowAreNot() {
        FeatureMap a = network.view("row a", convolution("a", input, 8), Shape.hwc(1, 20, 8));
        FeatureMap b = network.view("row b", convolution("b", a, 8), Shape.hwc(1, 40, 4));
        FeatureMap c = network.view("row c", a, Shape.hwc(1, 40, 4));
        Schedule schedule = schedule(concatenation("join", 2, Shape.hwc(1, 80, 4), c, b));
        assertThat(schedule.joinedLayers()).as("views may have other channels").containsExactly("join");
        assertThat(slice(schedule, "b")).isEqualTo(new Slice(320, 160, 0, 8));
    }

    @Test
    void aViewWithOtherChannelsKeepsAPartAway() {
        FeatureMap a = convolution("a", input, 4);
        FeatureMap flat = network.view("flat", a, Shape.hwc(1, 1, 80));
        FeatureMap b = convolution("b", a, 4);
        FeatureMap joint = network.concatenation("join", a, b);
        network.output(network.fullyConnected("scores", flat, 3, Activation.NONE));
        assertThat(schedule(convolution("out", joint, 2)).joinedLayers()).isEmpty();
    }

    @Test
    void aLaterViewWithOtherChannelsIsACopy() {
        FeatureMap a = convolution("a", input, 4);
        FeatureMap joint = network.concatenation("join", a, convolution("b", a, 4));
        FeatureMap flat = network.view("flat", a, Shape.hwc(1, 1, 80));
        FeatureMap list = network.view("list", a, Shape.hwc(1, 20, 4));
        network.output(network.fullyConnected("scores", flat, 3, Activation.NONE));
        network.output(convolution("more", list, 3));
        Schedule schedule = schedule(convolution("out", joint, 2));
        assertThat(schedule.joinedLayers()).containsExactly("join");
        assertThat(schedule.steps())
                .extracting(ScheduledStep::layer)
                .as("equal channels are the same pixels")
                .contains("flat")
                .doesNotContain("list");
    }

    @Test
    void partsMustFillPaddingsAndWords() {
        FeatureMap a = convolution("a", input, 12);
        FeatureMap joint = network.concatenation("join", a, convolution("b", a, 5));
        network.output(convolution("out", joint, 2));
        assertThat(joined(words(8, 4))).isTrue();
        assertThat(joined(words(8, 8)))
                .as("12 channels leave 4 lanes of padding")
                .isFalse();
        assertThat(joined(words(32, 4))).isTrue();
        assertThat(joined(words(32, 1)))
                .as("17 channels do not fill words of 4")
                .isFalse();
        assertThat(joined(words(64, 4)))
                .as("12 channels end within a word of 8")
                .isFalse();
        assertThat(joined(words(4, 1))).as("elements of two words").isTrue();
    }

    private boolean joined(Machine machine) {
        return !Schedule.of(network.build(), machine, ZERO_COPY).joinedLayers().isEmpty();
    }

    @Test
    void theLastPartTakesThePadding() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap joint = network.concatenation("join", a, convolution("b", a, 5));
        Schedule schedule = schedule(convolution("out", joint, 2), words(64, 8));
        assertThat(slice(schedule, "b")).isEqualTo(new Slice(40, 0, 8, 16));
        TensorUse last = schedule.steps().get(1).operation().results().get(0);
        assertThat(last.layoutOn(new Layout(64, 8, true)).endWord(19)).isEqualTo(40);
    }

    @Test
    void singlePixelsNeedNotFillTheLastWord() {
        FeatureMap pixel = network.globalAveragePool("mean", input);
        FeatureMap a = network.fullyConnected("a", pixel, 8, Activation.NONE);
        FeatureMap b = network.fullyConnected("b", pixel, 5, Activation.NONE);
        FeatureMap joint = network.concatenation("join", a, b);
        Schedule schedule = schedule(network.fullyConnected("out", joint, 3, Activation.NONE), words(64, 1));
        assertThat(schedule.joinedLayers()).containsExactly("join");
        assertThat(slice(schedule, "b")).isEqualTo(new Slice(2, 1, 0, 5));
    }

    @Test
    void whatIsNobodysToMoveIsCopied() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap b = convolution("b", input, 8);
        FeatureMap c = convolution("c", input, 8);
        FeatureMap kept = convolution("kept", input, 8);
        FeatureMap viewed = convolution("viewed", input, 8);
        network.output(kept);
        network.output(network.view("view", viewed, Shape.hwc(1, 20, 8)));
        network.output(convolution("r1", network.concatenation("with an input", input, a), 2));
        network.output(convolution("r2", network.concatenation("twice", a, a), 2));
        network.output(convolution("r3", network.concatenation("with an output", a, kept), 2));
        network.output(convolution("r4", network.concatenation("with an output's view", a, viewed), 2));
        network.output(convolution("r5", network.concatenation("first", a, b), 2));
        Schedule schedule = schedule(network.concatenation("second", b, c));
        assertThat(schedule.joinedLayers()).containsExactly("first");
    }

    @Test
    void constantsAreCopied() {
        FeatureMap a = convolution("a", input, 8);
        Constant zeros = new Constant(
                "zeros",
                a.shape(),
                ElementType.INT8,
                a.quantization(),
                Constant.Seeded.of(1, a.shape(), ElementType.INT8));
        Schedule schedule = schedule(concatenation("join", 3, Shape.hwc(4, 5, 16), a, zeros));
        assertThat(schedule.joinedLayers()).isEmpty();
    }

    @Test
    void valuesMustGoOverUnchanged() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap b = convolution("b", input, 8);
        Operator rectified = new Operator.Concatenation(3, Activation.RELU);
        network.output(network.append("rectified", rectified, ImmutableList.of(a, b), Shape.hwc(4, 5, 16)));
        FeatureMap other = network.convolution("other", input, 8, Border.SAME.window(input, 1, 1), Activation.RELU);
        assertThat(other.quantization()).isNotEqualTo(a.quantization());
        assertThat(schedule(network.concatenation("requantized", a, other)).joinedLayers())
                .isEmpty();
    }

    @Test
    void onlyWhatIsAskedFor() {
        FeatureMap a = convolution("a", input, 8);
        FeatureMap first = network.concatenation("first", a, convolution("b", a, 8));
        FeatureMap second = network.concatenation("second", first, convolution("c", a, 8));
        network.output(convolution("out", second, 2));
        Schedule copying = Schedule.of(network.build(), words(8, 1));
        assertThat(copying.joinedLayers()).isEmpty();
        Schedule one = copying.with(ScheduleOptions.zeroCopyConcatenation(ImmutableList.of("first")));
        assertThat(one.joinedLayers()).containsExactly("first");
        assertThat(one.on(words(32, 4)).joinedLayers())
                .as("kept on another machine")
                .containsExactly("first");
        assertThat(copying.with(ZERO_COPY).joinedLayers()).containsExactly("first", "second");
    }
}
