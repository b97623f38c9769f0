package dev.shingle.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.distance.TrialPlan;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import dev.shingle.sim.run.PlanExecution;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import dev.shingle.testkit.LayerOnMachine;
import dev.shingle.testkit.Layers;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * Single layers of every kind on machines of every kind, operand and result at any distance: what a kernel reads is what
 * the model says that the unit reads, so the run misses the very words that the replay misses; and where none is missing
 * the numbers are those of plain execution.
 */
final class LayerExecutionPropertiesTest {

    @Provide
    Arbitrary<LayerOnMachine> layers() {
        return Layers.ofAnyKind();
    }

    @Property(tries = 12_000, shrinking = ShrinkingMode.OFF)
    void kernelsReadWhatTheModelSays(
            @ForAll("layers") LayerOnMachine layer,
            @ForAll Traversal traversal,
            @ForAll @IntRange(min = -60, max = 60) int offset,
            @ForAll long seed) {
        if (!isWhole(layer.operation()) || !isModelled(layer.operation())) {
            return;
        }
        LayerNetwork single = new LayerNetwork(layer.operation());
        Network network = single.network();
        boolean isExecutable = PlannedNetworks.isExecutable(network);
        Statistics.label("executable").collect(isExecutable);
        if (!isExecutable) {
            return;
        }
        MemoryPlan plan = new TrialPlan(single.operation(), 0, 0, traversal, layer.machine()).at(offset);
        ImmutableMap<String, TensorData> inputs = PlannedNetworks.inputs(network, new Random(seed));
        RunReport report = PlanExecution.run(network, plan, inputs, RunOptions.standard(), RunObserver.NONE);
        ReplayReport replay = Replay.run(plan);
        assertThat(report.violationsPerStep()).as("%s", plan).isEqualTo(replay.violationsPerStep());
        assertThat(report.firstLostWord()).as("%s", plan).isEqualTo(replay.firstLost());
        if (report.violations() == 0) {
            assertSameNumbers(
                    report.outputs(),
                    NetworkExecution.run(network, inputs, Rounding.TFLITE, Observer.NONE),
                    plan.toString());
        }
        Statistics.label("kind")
                .collect(network.layers().get(0).operator().getClass().getSimpleName(), report.violations() == 0);
    }

    /** Integers are equal; sums of real numbers may be added up in another order for boxes of another size. */
    private static void assertSameNumbers(Map<String, TensorData> actual, Map<String, TensorData> plain, String plan) {
        assertThat(actual.keySet()).isEqualTo(plain.keySet());
        actual.forEach((name, data) -> {
            TensorData other = plain.getOrDefault(name, data);
            if (data.type() != ElementType.FLOAT32) {
                assertThat(data).as(plan).isEqualTo(other);
                return;
            }
            for (int i = 0; i < data.numbers().count(); i++) {
                assertThat(data.numbers().value(i))
                        .as(plan)
                        .isCloseTo(other.numbers().value(i), within(1e-4));
            }
        });
    }

    /** No slices and no packed types. */
    private static boolean isWhole(Operation operation) {
        return Stream.concat(operation.operands().stream(), operation.results().stream())
                .allMatch(use -> use.slice().isEmpty() && use.type() != ElementType.INT4);
    }

    /**
     * No layer but a conversion changes the type. Softmax knows bytes and real numbers only. Bilinear resizes of integers compute positions with 10 bits, which now and
     * then touches a pixel more than the single precision of the model.
     */
    private static boolean isModelled(Operation operation) {
        ElementType type = operation.operands().get(0).type();
        boolean isInteger = type != ElementType.FLOAT32;
        boolean isBilinear = operation.operator() instanceof Operator.Resize resize
                && resize.mode() == Operator.Resize.Mode.BILINEAR;
        boolean isOfOneType = type == operation.results().get(0).type();
        boolean isSoftmax = operation.operator() instanceof Operator.Softmax;
        return (isOfOneType || operation.operator() instanceof Operator.Pointwise)
                && !(isBilinear && isInteger)
                && !(isSoftmax && isInteger && type != ElementType.INT8);
    }
}
