package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.networks.Network;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator's model of the reference accelerator against the program's cycles, which are those of the RTL. */
class CycleModelTest {

    private static final int NETWORKS = 200;

    @ParameterizedTest
    @CsvSource({"2, false", "4, false", "8, false", "16, false", "2, true", "4, true", "8, true", "16, true"})
    void theSimulatorCountsTheSame(int lanes, boolean singlePort) {
        Accelerator accelerator = new Accelerator(lanes, 12, false, singlePort, Rounding.TFLITE);
        Engine engine =
                Engine.ofLanes(lanes, lanes).withPorts(singlePort ? Ports.SINGLE : Ports.ONE_READ_ONE_WRITE);
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RunnableNetworks.network(seed, lanes);
            Scene scene = Scene.of(network, TestMachine.of(lanes), new DisjointGreedy(), accelerator);
            CycleReport report = CycleModel.REFERENCE.estimate(scene.plan(), engine);
            for (Descriptor descriptor : scene.program().descriptors()) {
                assertThat(report.layers().get(descriptor.step()).cycles())
                        .as(scene.plan().steps().get(descriptor.step()).operation().toString())
                        .isEqualTo(descriptor.cycles(scene.program().accelerator()));
            }
        }
    }
}
