package dev.shingle.sim.run;

import static dev.shingle.mapper.machine.Traversal.FORWARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanExecutionTest {

    private static final Machine PIXEL = Cases.machine(Cases.PIXEL);
    private static final Shape IMAGE = Shape.hwc(3, 4, 1);

    /** A 3x3 maximum with the same size: 12 words in, 12 words out, D = 5. */
    private static final Operator MAXIMUM = new Operator.Pool(
            Operator.Pool.Kind.MAX, Window.square(3, 1, Padding.symmetric(1)), false, Activation.NONE);

    private static final TensorData NUMBERS =
            TensorData.ofIntegers(IMAGE, ElementType.INT8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    private static Network network(Operator operator) {
        NetworkBuilder network = new NetworkBuilder("small", ElementType.INT8);
        FeatureMap in = network.input("in", IMAGE);
        network.output(network.append("layer0", operator, ImmutableList.of(in), IMAGE));
        return network.build();
    }

    /** The network's only layer, in one step or in bands of rows. */
    private static MemoryPlan plan(Network network, Machine machine, long in, long out, long peak, RowRange... bands) {
        String result = network.outputs().get(0).name();
        TensorUse read = Cases.bytes("in", IMAGE);
        TensorUse written = Cases.bytes(result, IMAGE);
        Operation operation =
                new Operation(network.layers().get(0).operator(), ImmutableList.of(read), ImmutableList.of(written));
        List<Step> steps = new ArrayList<>();
        List<RowRange> ranges = bands.length == 0 ? List.of(new RowRange(0, 3)) : List.of(bands);
        for (RowRange rows : ranges) {
            steps.add(Plans.step(steps.size(), "layer0", operation, rows, FORWARD));
        }
        return Plans.of(
                machine,
                List.of(Plans.place(read, in, machine), Plans.place(written, out, machine)),
                steps,
                List.of("in"),
                List.of(result),
                peak);
    }

    private static RunReport run(Network network, MemoryPlan plan) {
        return PlanExecution.run(
                network, plan, ImmutableMap.of("in", NUMBERS), RunOptions.standard(), RunObserver.NONE);
    }

    private static TensorData only(RunReport report) {
        return report.outputs().values().asList().get(0);
    }

    private static final TensorData MAXIMA =
            TensorData.ofIntegers(IMAGE, ElementType.INT8, 6, 7, 8, 8, 10, 11, 12, 12, 10, 11, 12, 12);

    @Test
    void atTheDistanceTheNumbersAreRight() {
        Network network = network(MAXIMUM);
        RunReport report = run(network, plan(network, PIXEL, 5, 0, 17));

        assertThat(report.isClean()).isTrue();
        assertThat(only(report)).isEqualTo(MAXIMA);
        // 3x3 taps inside 3x4: (2+3+2) * (2+3+3+2) = 70.
        assertThat(report.steps()).containsExactly(new StepReport(0, "layer0", "MAX_POOL", 0, 70, 12, 0));
        assertThat(report.firstLost()).isEmpty();
    }

    @Test
    void oneWordCloserNamesElementsAndMoments() {
        Network network = network(MAXIMUM);
        String out = network.outputs().get(0).name();
        RunReport report = run(network, plan(network, PIXEL, 4, 0, 16));

        assertThat(report.violationsPerStep()).isEqualTo(ImmutableLongArray.of(6, 0));
        assertThat(report.firstLost()).hasSize(6);
        Violation first = report.firstLost().get(0);
        Write write = new Write(0, "layer0", 1, 0);
        assertThat(first.expected()).isEqualTo(new StoredElement("in", 0, 0, 0, false));
        assertThat(first.found()).contains(new StoredElement(out, 1, 0, 0, false));
        assertThat(first.foundWritten()).contains(write);
        assertThat(first.destroyed()).contains(write);
        assertThat(first)
                .hasToString("step 0 (layer0), output (1, 1, 0): reads in(0, 0, 0) at address 4, finds " + out
                        + "(1, 0, 0), written at step 0 (layer0), output pixel (1, 0)");
        assertThat(report.isClean()).isFalse();
    }

    /** The input holds what must never be found elsewhere; so a lost word shows in the numbers. */
    @Test
    void aLostWordGivesWrongNumbers() {
        Network network = network(MAXIMUM);
        RunReport report = run(network, plan(network, PIXEL, 2, 0, 14));

        assertThat(report.violations()).isPositive();
        assertThat(only(report)).isNotEqualTo(MAXIMA);
    }

    @Test
    void theLastWriterNeedNotBeTheDestroyer() {
        Network network = network(MAXIMUM);
        MemoryPlan plan = plan(network, PIXEL, 0, 0, 12, new RowRange(0, 2), new RowRange(0, 2), new RowRange(2, 3));
        RunReport report = PlanExecution.run(
                network,
                plan,
                ImmutableMap.of("in", NUMBERS),
                RunOptions.standard().keeping(1000),
                RunObserver.NONE);

        Violation last = report.firstLost().stream()
                .filter(violation -> violation.word().step() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(last.expected().row()).isEqualTo(1);
        assertThat(last.destroyed().orElseThrow().step()).isZero();
        assertThat(last.foundWritten().orElseThrow().step()).isEqualTo(1);
        assertThat(last.toString()).contains("; destroyed at step 0 (layer0), output pixel");
    }

    @Test
    void whatWasNeverWrittenIsFoundToBeNothing() {
        Network network = network(MAXIMUM);
        MemoryPlan good = plan(network, PIXEL, 12, 0, 24);
        MemoryPlan noInput =
                Plans.of(PIXEL, good.placements(), good.steps(), List.of(), good.outputs(), good.peakWords());
        Violation first = run(network, noInput).firstLost().get(0);

        assertThat(first.found()).isEmpty();
        assertThat(first.destroyed()).isEmpty();
        assertThat(first.toString()).endsWith("at address 12, where nothing was written");
    }

    @Test
    void theEndOfTheScratchpadIsNoticedOnBothSides() {
        Network network = network(MAXIMUM);
        RunReport report = run(network, plan(network, PIXEL, 6, 0, 17));

        assertThat(report.firstOutOfBounds()).contains(new ReplayReport.OutOfBounds(-1, "in", 11, 17));
        assertThat(report.outOfBounds()).isEqualTo(5);
        assertThat(report.firstLost()).isEmpty();
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void onlyTheFirstAreKeptAndAllAreCounted() {
        Network network = network(MAXIMUM);
        RunReport report = PlanExecution.run(
                network,
                plan(network, PIXEL, 0, 0, 12),
                ImmutableMap.of("in", NUMBERS),
                RunOptions.standard().keeping(2),
                RunObserver.NONE);

        assertThat(report.firstLost()).hasSize(2);
        assertThat(report.violations()).isGreaterThan(2);
        assertThat(report.firstLost().get(0).word().operandWord())
                .isLessThan(report.firstLost().get(1).word().operandWord());
    }

    /** A line buffer reads every word once, long before the writes that follow it. */
    @Test
    void aLineBufferKeepsWhatTheScratchpadHasLost() {
        Network network = network(MAXIMUM);
        Machine lines = Cases.lineBuffer(3, Cases.PIXEL);
        RunReport report = run(network, plan(network, lines, 0, 0, 12));

        assertThat(report.isClean()).isTrue();
        assertThat(only(report)).isEqualTo(MAXIMA);
        assertThat(report.wordsRead()).isEqualTo(12);
    }

    @Test
    void rowsAndWholeTensorsWaitInALineBufferToo() {
        Network network = network(MAXIMUM);
        for (WriteGranularity granularity : List.of(Cases.ROW, Cases.TENSOR)) {
            RunReport report = run(network, plan(network, Cases.lineBuffer(3, granularity), 0, 0, 12));
            assertThat(report.isClean()).isTrue();
            assertThat(only(report)).isEqualTo(MAXIMA);
        }
    }

    /** Words of four channels, of which the tensors have one: a write sets the padding lanes to zero. */
    @Test
    void paddedChannelsHoldZeros() {
        Network network = network(MAXIMUM);
        Machine padded =
                Cases.machine(Cases.PIXEL, new Layout(32, 4, false), 0, GroupOrder.DESCENDING, Addressing.LINEAR);
        RunReport report = run(network, plan(network, padded, 5, 0, 17));

        assertThat(report.isClean()).isTrue();
        assertThat(only(report)).isEqualTo(MAXIMA);
    }

    /** Words of 32 bits over pixels of 8: each write is partial and must keep its neighbours. */
    @Test
    void aWordIsWrittenInParts() {
        Network network = network(MAXIMUM);
        Machine wide = Cases.machine(Cases.PIXEL, new Layout(32, 1, false));
        RunReport apart = run(network, plan(network, wide, 3, 0, 6));
        assertThat(apart.isClean()).isTrue();
        assertThat(only(apart)).isEqualTo(MAXIMA);

        RunReport together = run(network, plan(network, wide, 0, 0, 3));
        assertThat(together.violations()).isPositive();
    }

    @Test
    void withoutChecksTheNumbersAreTheSameAndNothingIsClaimed() {
        Network network = network(MAXIMUM);
        for (long in : new long[] {5, 4, 0}) {
            MemoryPlan plan = plan(network, PIXEL, in, 0, 17);
            RunReport unchecked = PlanExecution.run(
                    network,
                    plan,
                    ImmutableMap.of("in", NUMBERS),
                    RunOptions.standard().unchecked(),
                    RunObserver.NONE);
            assertThat(unchecked.outputs()).isEqualTo(run(network, plan).outputs());
            assertThat(unchecked.violations()).isZero();
            assertThat(unchecked.isClean()).isFalse();
        }
    }

    @Test
    void stopsWhenToldSo() {
        Network network = network(MAXIMUM);
        RunObserver impatient = new RunObserver() {
            @Override
            public boolean proceed(int step, long done, long work) {
                return step < 1;
            }
        };
        RunReport report = PlanExecution.run(
                network,
                plan(network, PIXEL, 5, 0, 17),
                ImmutableMap.of("in", NUMBERS),
                RunOptions.standard(),
                impatient);

        assertThat(report.isComplete()).isFalse();
        assertThat(report.isClean()).isFalse();
        assertThat(report.outputs()).isEmpty();
        assertThat(report.steps()).hasSize(1);
    }

    @Test
    void featureMapsAreSeenWhenTheirLastRowsAreDone() {
        Network network = network(MAXIMUM);
        List<TensorData> seen = new ArrayList<>();
        RunObserver observer = new RunObserver() {
            @Override
            public boolean wantsFeatureMaps() {
                return true;
            }

            @Override
            public void produced(FeatureMap map, TensorData data) {
                seen.add(data);
            }
        };
        MemoryPlan bands = plan(network, PIXEL, 12, 0, 24, new RowRange(0, 1), new RowRange(1, 3));
        PlanExecution.run(network, bands, ImmutableMap.of("in", NUMBERS), RunOptions.standard(), observer);

        assertThat(seen).containsExactly(MAXIMA);
    }

    @Test
    void aPlanForAnotherNetworkIsRefused() {
        Network network = network(MAXIMUM);
        Network other = network(Operator.Pointwise.of(Operator.Pointwise.Function.RELU));

        assertThatThrownBy(() -> run(other, plan(network, PIXEL, 5, 0, 17)))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessage("step 0 (layer0) is another operation than the network's layer of that name");
    }

    @Test
    void whatCannotBeExecutedIsNamedBeforeAnythingRuns() {
        Network network = network(new Operator.Opaque("MYSTERY"));

        assertThatThrownBy(() -> run(network, plan(network, PIXEL, 12, 0, 24)))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessageContaining("layer0");
    }

    @Test
    void inputsMustFit() {
        Network network = network(MAXIMUM);
        MemoryPlan plan = plan(network, PIXEL, 5, 0, 17);
        Map<String, TensorData> none = Map.of();
        Map<String, TensorData> wide = Map.of("in", TensorData.fill(Shape.hwc(4, 4, 1), ElementType.INT8));

        assertThatThrownBy(() -> PlanExecution.run(network, plan, none, RunOptions.standard(), RunObserver.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no data for network input in");
        assertThatThrownBy(() -> PlanExecution.run(network, plan, wide, RunOptions.standard(), RunObserver.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4x4x1");
    }
}
