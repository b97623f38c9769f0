package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.tensors.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks on the RTL. */
class WholeNetworksTest {

    /**
     * Ping-pong and overlapped: every layer is the simulator's and, where there are recorded tensors, the interpreter's; the
     * same numbers in the same time, in less memory, and the monitor sees nothing.
     */
    @ParameterizedTest
    @CsvSource({
        "camera-face, 4",
        "camera-face, 8",
        "person_detect, 4",
        "person_detect, 8",
        "ssd_slim_120x160x1_v1_int8, 4",
        "ssd_slim_120x160x1_v1_int8, 8",
        "ic_resnet8_int8, 4",
        "ic_resnet8_int8, 8",
        "'dncnn:32x24', 4",
        "'dncnn:32x24', 8",
    })
    void overlappingChangesNothingButThePlace(String name, int lanes) {
        Subject subject = Subject.named(name);
        Accelerator accelerator = Accelerator.ofLanes(lanes);
        Scene apart = Scene.of(
                subject.accelerated(), TestMachine.of(lanes), new PingPong(PingPong.Regions.TWO_BUFFERS), accelerator);
        Scene overlapped = Scene.of(subject.accelerated(), TestMachine.of(lanes), new OverlapPlanner(), accelerator);
        ImmutableMap<String, TensorData> expected =
                Subject.expected(subject.accelerated(), apart.inputs(), accelerator.rounding());

        RtlRun first = apart.run();
        RtlRun second = overlapped.run();

        apart.requireExact(first, expected);
        overlapped.requireExact(second, expected);
        assertThat(second.cycles()).isEqualTo(first.cycles());
        assertThat(overlapped.plan().peakWords()).isLessThan(apart.plan().peakWords());
        requireGolden(subject, expected, subject.finish(second.outputs()));
        System.out.printf(
                "%s, P = %d: %d words in ping-pong, %d overlapped, %d cycles%n",
                name,
                lanes,
                apart.plan().peakWords(),
                overlapped.plan().peakWords(),
                first.cycles().stream().mapToLong(Long::longValue).sum());
    }

    private static void requireGolden(
            Subject subject, ImmutableMap<String, TensorData> layers, ImmutableMap<String, TensorData> outputs) {
        if (!subject.golden().isEmpty()) {
            assertThat(subject.golden()).containsAllEntriesOf(layers);
            assertThat(subject.golden()).containsAllEntriesOf(outputs);
        }
    }

    /** Half away from zero in every layer: numbers on the way differ now and then, the scores do not. */
    @Test
    void personDetectHasTheSameScoresWithTheRoundingOfMicro() {
        Subject subject = Subject.named("person_detect");
        Accelerator accelerator = new Accelerator(8, 12, false, false, Rounding.TFLM_REFERENCE);
        Scene scene = Scene.of(subject.accelerated(), TestMachine.of(8), new OverlapPlanner(), accelerator);

        RtlRun run = scene.run();

        scene.requireExact(run, Subject.expected(subject.accelerated(), scene.inputs(), accelerator.rounding()));
        ImmutableMap<String, TensorData> scores = subject.finish(run.outputs());
        assertThat(scores).isNotEmpty();
        assertThat(subject.golden()).containsAllEntriesOf(scores);
    }

    /**
     * With every result as close to an operand as it may come the monitor sees nothing. With all of them one word closer it
     * flags each of these layers, and each flag is one that the simulator has, too.
     */
    @ParameterizedTest
    @CsvSource({
        "camera-face, 4",
        "camera-face, 8",
        "person_detect, 4",
        "person_detect, 8",
        "ssd_slim_120x160x1_v1_int8, 4",
        "ssd_slim_120x160x1_v1_int8, 8",
        "ic_resnet8_int8, 4",
        "ic_resnet8_int8, 8",
        "'dncnn:32x24', 4",
        "'dncnn:32x24', 8",
    })
    void oneWordCloserIsFlagged(String name, int lanes) {
        Network network = Subject.named(name).accelerated();
        Accelerator accelerator = Accelerator.ofLanes(lanes);
        Scene snug = Scene.of(network, TestMachine.of(lanes), new Snug(), accelerator);
        Scene closer = Scene.of(network, TestMachine.of(lanes), new OneWordCloser(new Snug()), accelerator);
        ImmutableSet<Integer> tooClose = LostWords.stepsTooClose(closer.plan());

        LostWords lost = closer.requireFlagsConfirmed(closer.run());

        assertThat(snug.run().violations()).isEmpty();
        assertThat(tooClose).hasSizeGreaterThan(network.layers().size() / 2);
        assertThat(lost.steps()).isEqualTo(tooClose);
        System.out.printf(
                "%s, P = %d: %d of %d layers one word too close, %d words lost%n",
                name,
                lanes,
                tooClose.size(),
                closer.plan().steps().size(),
                lost.read().size());
    }

    /** Every layer on its own, as close as it may come and one word closer. */
    @ParameterizedTest
    @CsvSource({"person_detect, 8", "ic_resnet8_int8, 4"})
    void distancesAreTight(String name, int lanes) {
        for (Layer layer : Subject.named(name).accelerated().layers()) {
            for (Traversal traversal : Traversal.values()) {
                if (!(layer.operator() instanceof Operator.View)) {
                    SingleLayer.of(layer, lanes, traversal, GroupOrder.DESCENDING)
                            .requireTight();
                }
            }
        }
    }
}
