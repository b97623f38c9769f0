package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.kernels.NetworkExecution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated networks on the RTL against the plain execution, layer by layer, on every variety of the machine. */
class RandomNetworksTest {

    @ParameterizedTest
    @CsvSource({
        "2, TFLITE, false, false, 20",
        "2, TFLITE, false, true, 50",
        "4, TFLITE, false, false, 80",
        "4, TFLM_REFERENCE, true, false, 40",
        "8, TFLITE, false, false, 80",
        "8, TFLITE, true, true, 40",
        "8, SINGLE, true, false, 40",
        "16, TFLITE, true, false, 30",
    })
    void everyLayerIsThatOfThePlainExecution(
            int lanes, Rounding rounding, boolean circular, boolean singlePort, int networks) {
        for (int seed = 0; seed < networks; seed++) {
            Network network = RunnableNetworks.network(seed, lanes);
            Random random = new Random(seed);
            Planner planner = random.nextInt(3) == 0 ? new DisjointGreedy() : new OverlapPlanner();
            Accelerator accelerator = new Accelerator(lanes, 12, circular, singlePort, rounding);
            Scene scene = Scene.of(network, machine(lanes, circular, random), planner, accelerator);
            scene.requireExact(scene.run(), Subject.expected(scene.network(), scene.inputs(), rounding));
        }
    }

    @Test
    void icarusComputesTheSame(@TempDir Path directory) throws IOException, InterruptedException {
        Accelerator accelerator = new Accelerator(4, 12, true, true, Rounding.TFLM_REFERENCE);
        Simulator simulator = Simulator.icarus(accelerator, directory);
        for (int seed = 500; seed < 505; seed++) {
            Machine machine = machine(4, true, new Random(seed));
            Scene scene = Scene.of(RunnableNetworks.network(seed, 4), machine, new OverlapPlanner(), accelerator);
            RtlRun run = RtlRun.of(scene.program(), scene.inputs(), simulator);
            scene.requireExact(run, Subject.expected(scene.network(), scene.inputs(), accelerator.rounding()));
        }
    }

    private static Machine machine(int lanes, boolean circular, Random random) {
        ImmutableSet<Traversal> traversals = switch (random.nextInt(3)) {
            case 0 -> TestMachine.FORWARD;
            case 1 -> TestMachine.REVERSE;
            default -> TestMachine.EITHER;
        };
        GroupOrder order = random.nextBoolean() ? GroupOrder.ASCENDING : GroupOrder.DESCENDING;
        return TestMachine.of(
                lanes, traversals, order, circular && random.nextInt(4) > 0 ? Addressing.CIRCULAR : Addressing.LINEAR);
    }
}
