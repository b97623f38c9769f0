package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.EngineTiming;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator's model of the reference accelerator against the program's cycles, which are those of the RTL. */
class CycleModelTest {

    private static final int NETWORKS = 200;

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void theSimulatorCountsTheSame(int lanes) {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RunnableNetworks.network(seed, lanes);
            Scene scene = Scene.of(network, TestMachine.of(lanes), new DisjointGreedy(), Accelerator.ofLanes(lanes));
            CycleReport report = CycleModel.REFERENCE.estimate(scene.plan(), engine(lanes));
            for (Descriptor descriptor : scene.program().descriptors()) {
                Step step = scene.plan().steps().get(descriptor.step());
                long simulated = report.layers().get(descriptor.step()).cycles();
                if (!readsSeveralChannelsOfDenseFrame(step)) {
                    assertThat(descriptor.cycles(scene.program().accelerator()))
                            .as(step.operation().toString())
                            .isEqualTo(simulated + moreDrain(step, lanes));
                }
            }
        }
    }

    /** The accelerator takes one channel a cycle there, the model all channels of the pixel. */
    private static boolean readsSeveralChannelsOfDenseFrame(Step step) {
        TensorUse input = step.operation().operands().get(0);
        return input.dense() && input.shape().channels() > 1;
    }

    /** The last word of an addition passes the requantiser three times; the model has one drain for all layers. */
    private static long moreDrain(Step step, int lanes) {
        return step.operation().operator() instanceof Operator.Elementwise ? 2L * Math.max(lanes, 8) : 0;
    }

    private static Engine engine(int lanes) {
        EngineTiming timing = new EngineTiming(33, 2, lanes + 12, 1, Math.max(lanes, 8));
        Engine plain = Engine.ofLanes(lanes, lanes);
        return new Engine(
                lanes,
                lanes,
                plain.dataflow(),
                plain.loopOrder(),
                plain.ports(),
                plain.portWords(),
                timing,
                plain.skipsPadding(),
                plain.weights(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }
}
