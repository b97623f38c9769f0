package dev.shingle.sim.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.Cases;
import dev.shingle.sim.Plans;
import dev.shingle.sim.energy.EnergyModel;
import dev.shingle.sim.energy.EnergyReport;
import dev.shingle.sim.energy.SramCost;
import dev.shingle.sim.energy.SramModel;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A skip over one layer: a and c lie in one memory, b and the sum's conflict in the other. */
class TwoMemoriesTest {

    private static final Machine P8 = Machines.preset("reference-p8").orElseThrow();
    private static final Shape SMALL = Shape.hwc(32, 32, 8);
    private static final TensorUse A = Cases.bytes("a", SMALL);
    private static final TensorUse B = Cases.bytes("b", SMALL);
    private static final TensorUse C = Cases.bytes("c", SMALL);

    /** b = relu(a), c = a + b. */
    private static final MemoryPlan SKIP = plan();

    private static MemoryPlan plan() {
        Operation relu = new Operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.RELU), ImmutableList.of(A), ImmutableList.of(B));
        Operation sum = new Operation(
                new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                ImmutableList.of(A, B),
                ImmutableList.of(C));
        List<Step> steps = List.of(Plans.step(0, relu, Traversal.FORWARD), Plans.step(1, sum, Traversal.FORWARD));
        return Plans.of(
                P8,
                List.of(place(A, 0, 2, 0), place(B, 0, 2, 1024), place(C, 1, 2, 0)),
                steps,
                List.of("a"),
                List.of("c"),
                2048);
    }

    private static Placement place(TensorUse use, int start, int end, long offset) {
        return new Placement(
                new Buffer(
                        use.name(),
                        ImmutableList.of(use.name()),
                        use.shape(),
                        use.type(),
                        use.dense(),
                        1024,
                        new LiveRange(start, end)),
                offset);
    }

    @Test
    void resultsGoWhereLeastIsRead() {
        TwoMemories memories = TwoMemories.of(SKIP);
        assertThat(memories.memory("a")).isZero();
        assertThat(memories.memory("b")).isEqualTo(1);
        assertThat(memories.memory("c")).as("both are read as much").isZero();
        assertThat(memories.firstWords()).isEqualTo(2048);
        assertThat(memories.secondWords()).isEqualTo(1024);
        assertThat(memories.isInConflict(SKIP.steps().get(0))).isFalse();
        assertThat(memories.isInConflict(SKIP.steps().get(1))).isTrue();
    }

    @Test
    void whereTheOutputStageIsTheBottleneckOnePortIsEnough() {
        long setup = 33;
        long drain = 23;
        CycleReport both = report(Ports.ONE_READ_ONE_WRITE);
        CycleReport two = report(Ports.TWO_BANKS);
        CycleReport single = report(Ports.SINGLE);
        assertThat(both.layers().get(0).cycles()).isEqualTo(setup + 1 + 1023 * 8 + drain);
        assertThat(both.layers().get(1).cycles()).isEqualTo(setup + 2 + 1023 * 24 + drain + 2 * 8);
        assertThat(two.layers().get(0)).isEqualTo(both.layers().get(0));
        assertThat(two.layers().get(1)).isEqualTo(single.layers().get(1));
        assertThat(single.cycles()).isEqualTo(both.cycles());
        assertThat(both.cycles())
                .isEqualTo(both.layers().stream().mapToLong(LayerCycles::cycles).sum());
    }

    @Test
    void energyIsAccessesTimesTheirCost() {
        SramModel memories = SramModel.standard();
        EnergyReport one = EnergyModel.estimate(report(Ports.SINGLE), SKIP, memories);
        assertThat(one.activations()).hasSize(1);
        SramCost.Known cost = (SramCost.Known) memories.cost(22, 16384, 8);
        double leakage = cost.leakageMilliwatts() * report(Ports.SINGLE).cycles() / 100.0 * 1000;
        assertThat(one.activationPicojoules().orElseThrow())
                .isCloseTo(
                        3 * 1024 * cost.readPicojoules() + 2 * 1024 * cost.writePicojoules() + leakage,
                        Percentage.withPercentage(1e-9));
        EnergyReport two = EnergyModel.estimate(report(Ports.TWO_BANKS), SKIP, memories);
        assertThat(two.activations()).hasSize(2);
        assertThat(two.activations().get(0).reads()).as("a twice").isEqualTo(2048);
        assertThat(two.activations().get(0).writes()).as("c").isEqualTo(1024);
        assertThat(two.activations().get(1).reads()).as("b").isEqualTo(1024);
        assertThat(two.activations().get(1).sizeBytes()).isEqualTo(8192);
    }

    @Test
    void thereIsNoFigureForTwoPortsNorForNoWeights() {
        EnergyReport report = EnergyModel.estimate(report(Ports.ONE_READ_ONE_WRITE), SKIP, SramModel.standard());
        assertThat(report.activationPicojoules()).isEmpty();
        assertThat(report.totalPicojoules()).isEmpty();
        assertThat(report.missing()).hasSize(2).anyMatch(reason -> reason.contains("one read and one write port"));
    }

    private static CycleReport report(Ports ports) {
        return CycleModel.REFERENCE.estimate(SKIP, P8.engine().orElseThrow().withPorts(ports));
    }
}
