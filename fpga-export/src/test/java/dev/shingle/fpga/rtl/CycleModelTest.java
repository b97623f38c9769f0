package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator's model of the reference accelerator: against the program's cycles, and against the RTL's counter. */
class CycleModelTest {

    private static final int NETWORKS = 200;
    private static final int NETWORKS_ON_RTL = 30;

    @ParameterizedTest
    @CsvSource({"2, false", "4, false", "8, false", "16, false", "2, true", "4, true", "8, true", "16, true"})
    void theSimulatorCountsTheSame(int lanes, boolean singlePort) {
        Accelerator accelerator = new Accelerator(lanes, 12, false, singlePort, Rounding.TFLITE);
        Engine engine = Engine.ofLanes(lanes, lanes).withPorts(ports(singlePort));
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RunnableNetworks.network(seed, lanes);
            Scene scene = Scene.of(network, TestMachine.of(lanes), new DisjointGreedy(), accelerator);
            CycleReport report = CycleModel.REFERENCE.estimate(scene.plan(), engine);
            for (Descriptor descriptor : scene.program().descriptors()) {
                assertThat(report.layers().get(descriptor.step()).cycles())
                        .as(scene.plan()
                                .steps()
                                .get(descriptor.step())
                                .operation()
                                .toString())
                        .isEqualTo(descriptor.cycles(scene.program().accelerator()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"reference-p4, false", "reference-p4, true", "reference-p8, false", "reference-p8, true"})
    void thePresetsCountWhatTheRtlCounts(String preset, boolean singlePort) {
        Machine machine = Machines.preset(preset).orElseThrow();
        Engine engine = machine.engine().orElseThrow();
        Accelerator accelerator = new Accelerator(engine.outputLanes(), 12, false, singlePort, Rounding.TFLITE);
        Set<String> operators = new TreeSet<>();
        for (int seed = 0; seed < NETWORKS_ON_RTL; seed++) {
            Network network = RunnableNetworks.network(seed, accelerator.lanes());
            Scene scene = Scene.of(network, machine, new OverlapPlanner(), accelerator);
            scene.program().descriptors().forEach(layer -> operators.add(kind(scene, layer)));
            assertThat(modelled(scene, engine.withPorts(ports(singlePort))))
                    .as(network.name())
                    .isEqualTo(counted(scene));
        }
        assertThat(operators)
                .contains(
                        "ADD",
                        "AVERAGE_POOL",
                        "CONVOLUTION",
                        "CONVOLUTION dense",
                        "DEPTHWISE_CONVOLUTION",
                        "FULLY_CONNECTED",
                        "MAX_POOL",
                        "RESIZE");
    }

    /** The figures of the table in docs/simulator.md, with the machine file as it is and as it would be with one port. */
    @ParameterizedTest
    @CsvSource({"false, 587301", "true, 612730"})
    void theCameraTakesAsLongAsDocumented(boolean singlePort, long cycles) {
        Machine machine = Machines.preset("reference-p8").orElseThrow();
        Engine engine = machine.engine().orElseThrow().withPorts(ports(singlePort));
        Accelerator accelerator = new Accelerator(engine.outputLanes(), 12, false, singlePort, Rounding.TFLITE);
        Scene scene = Scene.of(Zoo.build("camera-face"), machine, new OverlapPlanner(), accelerator);
        assertThat(modelled(scene, engine)).isEqualTo(counted(scene));
        assertThat(CycleModel.REFERENCE.estimate(scene.plan(), engine).cycles()).isEqualTo(cycles);
    }

    private static Ports ports(boolean singlePort) {
        return singlePort ? Ports.SINGLE : Ports.ONE_READ_ONE_WRITE;
    }

    private static ImmutableMap<String, Long> modelled(Scene scene, Engine engine) {
        ImmutableList<LayerCycles> layers =
                CycleModel.REFERENCE.estimate(scene.plan(), engine).layers();
        return scene.program().descriptors().stream()
                .collect(ImmutableMap.toImmutableMap(
                        layer -> name(scene, layer),
                        layer -> layers.get(layer.step()).cycles()));
    }

    /** What {@code layer_cycles} of the accelerator says when a layer is done. */
    private static ImmutableMap<String, Long> counted(Scene scene) {
        ImmutableList<Long> cycles = scene.run().cycles();
        return scene.program().descriptors().stream()
                .collect(ImmutableMap.toImmutableMap(layer -> name(scene, layer), layer -> cycles.get(layer.step())));
    }

    private static String name(Scene scene, Descriptor layer) {
        return layer.step() + " " + kind(scene, layer);
    }

    private static String kind(Scene scene, Descriptor layer) {
        Operation operation = scene.plan().steps().get(layer.step()).operation();
        boolean isDense = operation.operands().get(0).dense();
        return operation.operator().displayName() + (isDense ? " dense" : "");
    }
}
