package dev.shingle.sim.run;

import static dev.shingle.mapper.machine.Traversal.FORWARD;
import static dev.shingle.mapper.machine.Traversal.REVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A layer that has to know the range of its operand, in the scratchpad: real numbers of four words each, the greatest of them
 * the first that is overwritten.
 */
final class StoredWeightsRunTest {

    private static final Machine PIXEL = Cases.machine(Cases.PIXEL);
    private static final Shape IMAGE = Shape.hwc(3, 4, 1);
    private static final Shape THIRD = Shape.hwc(1, 2, 1);
    private static final long IMAGE_WORDS = 48;

    /** Same size, 3x3: five pixels apart is safe. */
    private static final Window SAME = Window.square(3, 1, Padding.symmetric(1));

    private static final long DISTANCE_WORDS = 20;

    private static final TensorData NUMBERS =
            TensorData.ofFloats(IMAGE, 90, -2.1f, 3, 4.4f, -5, 6, 7.3f, 8, -9, 10.7f, 11, 12);

    private static Network network(Window window, Shape result) {
        Shape filter = Shape.of(1, window.kernelHeight(), window.kernelWidth(), 1);
        Constant weights = new Constant(
                "weights",
                filter,
                ElementType.INT8,
                Quantization.perTensor(0.01, 0),
                Constant.Seeded.of(7, filter, ElementType.INT8));
        FeatureMap in = new FeatureMap("in", IMAGE, ElementType.FLOAT32);
        FeatureMap out = new FeatureMap("out", result, ElementType.FLOAT32);
        Layer layer = new Layer(
                "layer",
                new Operator.Convolution(window, 1, Activation.NONE),
                ImmutableList.of(in, weights),
                ImmutableList.of(out),
                ImmutableList.of());
        return new Network("stored", ImmutableList.of(in), ImmutableList.of(layer), ImmutableList.of(out));
    }

    private static MemoryPlan plan(
            Network network, Machine machine, long in, long out, long peak, Traversal traversal, RowRange... bands) {
        Layer layer = network.layers().get(0);
        TensorUse read = Cases.use("in", IMAGE, ElementType.FLOAT32);
        TensorUse written = Cases.use("out", layer.ofm().shape(), ElementType.FLOAT32);
        Shape filter = layer.operands().get(1).shape();
        Operation operation = new Operation(
                layer.operator(),
                ImmutableList.of(read, Cases.weights(filter.dimensions().toArray())),
                ImmutableList.of(written));
        List<Step> steps = new ArrayList<>();
        for (RowRange rows : bands) {
            steps.add(Plans.step(steps.size(), "layer", operation, rows, traversal));
        }
        return Plans.of(
                machine,
                List.of(Plans.place(read, in, machine), Plans.place(written, out, machine)),
                steps,
                List.of("in"),
                List.of("out"),
                peak);
    }

    private static RunReport run(Network network, MemoryPlan plan) {
        return PlanExecution.run(
                network, plan, ImmutableMap.of("in", NUMBERS), RunOptions.standard(), RunObserver.NONE);
    }

    private static Map<String, TensorData> plainly(Network network) {
        return NetworkExecution.run(network, ImmutableMap.of("in", NUMBERS), Rounding.TFLITE, Observer.NONE);
    }

    @Test
    void atTheDistanceTheNumbersAreRight() {
        Network network = network(SAME, IMAGE);
        long peak = IMAGE_WORDS + DISTANCE_WORDS;
        RunReport report = run(network, plan(network, PIXEL, DISTANCE_WORDS, 0, peak, FORWARD, new RowRange(0, 3)));
        assertThat(report.isClean()).isTrue();
        assertThat(report.outputs()).isEqualTo(plainly(network));

        RunReport reverse = run(network, plan(network, PIXEL, 0, DISTANCE_WORDS, peak, REVERSE, new RowRange(0, 3)));
        assertThat(reverse.isClean()).isTrue();
        assertThat(reverse.outputs()).isEqualTo(plainly(network));
    }

    @Test
    void oneWordCloserIsFound() {
        Network network = network(SAME, IMAGE);
        MemoryPlan close =
                plan(network, PIXEL, DISTANCE_WORDS - 1, 0, IMAGE_WORDS + DISTANCE_WORDS, FORWARD, new RowRange(0, 3));
        RunReport report = run(network, close);
        assertThat(report.violations())
                .isEqualTo(Replay.run(close).violations())
                .isPositive();
    }

    /** When the second band starts, the greatest number is gone. */
    @Test
    void bandsOfRowsShareTheRangeThatTheFirstHasSeen() {
        Network network = network(SAME, IMAGE);
        RowRange[] bands = {new RowRange(0, 1), new RowRange(1, 2), new RowRange(2, 3)};
        MemoryPlan plan = plan(network, PIXEL, DISTANCE_WORDS, 0, IMAGE_WORDS + DISTANCE_WORDS, FORWARD, bands);
        RunReport report = run(network, plan);
        assertThat(report.isClean()).isTrue();
        assertThat(report.outputs()).isEqualTo(plainly(network));
    }

    /** The line buffer streams the operand once more, and lets the result lie right over it. */
    @Test
    void aLineBufferDoesNotKnowTheRangeEither() {
        Network network = network(SAME, IMAGE);
        for (WriteGranularity granularity : List.of(Cases.PIXEL, Cases.ROW, Cases.TENSOR)) {
            Machine lines = Cases.lineBuffer(3, granularity);
            RunReport report = run(network, plan(network, lines, 0, 0, IMAGE_WORDS, FORWARD, new RowRange(0, 3)));
            assertThat(report.isClean()).isTrue();
            assertThat(report.outputs()).isEqualTo(plainly(network));
            assertThat(report.wordsRead()).isEqualTo(2 * IMAGE_WORDS);
        }
    }

    /** No window meets the second pixel, and the range depends on it: the replay sees nothing, the run does. */
    @Test
    void numbersThatNoUnitReadsCountToo() {
        Network network = network(Window.square(1, 2, Padding.NONE), Shape.hwc(2, 2, 1));
        MemoryPlan whole = plan(network, PIXEL, 16, 0, 64, FORWARD, new RowRange(0, 2));
        assertThat(run(network, whole).isClean()).isTrue();
        assertThat(run(network, whole).outputs()).isEqualTo(plainly(network));

        // The host writes something over the second pixel, which a stride of two steps over.
        TensorUse other = Cases.use("other", THIRD, ElementType.INT8);
        List<Placement> placements = new ArrayList<>(whole.placements());
        placements.add(Plans.place(other, 20, PIXEL));
        MemoryPlan hole =
                Plans.of(PIXEL, placements, whole.steps(), List.of("in", "other"), whole.outputs(), whole.peakWords());
        FeatureMap second = new FeatureMap("other", THIRD, ElementType.INT8);
        Network both = new Network(
                "both", ImmutableList.of(network.inputs().get(0), second), network.layers(), network.outputs());
        TensorData bytes = TensorData.ofIntegers(THIRD, ElementType.INT8, 1, 2);
        RunReport report = PlanExecution.run(
                both, hole, ImmutableMap.of("in", NUMBERS, "other", bytes), RunOptions.standard(), RunObserver.NONE);
        assertThat(Replay.run(hole).violations()).isZero();
        assertThat(report.violations()).isEqualTo(2);
        assertThat(report.firstLost().get(0).expected()).isEqualTo(new StoredElement("in", 0, 1, 0, false));
    }
}
