package dev.shingle.fpga.rtl.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.VelaHillClimb;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Engine, scratchpad, weights, descriptors and parameters of camera-face, synthesised without overlap and overlapped: what
 * the scratchpad saves is saved in the whole. Takes minutes, so it is not one of the tests of every build:
 * {@code mvn test -Psynthesis -pl fpga-export -am}.
 */
class WholeAcceleratorSynthesis {

    private static final int LANES = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ECP5", "SERIES_7"})
    void overlappingSavesTheSameBlocksInTheWhole(Yosys family) throws Exception {
        ExternalTool.assume("yosys", "yosys");
        Machine machine = Machines.preset("reference-p" + LANES).orElseThrow();
        Program apart = program(machine, new VelaHillClimb());
        Program overlapped = program(machine, new OverlapPlanner());
        long before = blocks(family, apart);
        long after = blocks(family, overlapped);
        System.out.printf(
                "camera-face, P = %d, %s: %d blocks without overlap, %d overlapped, all memories%n",
                LANES, family.kind().displayName(), before, after);
        int bits = machine.layout().wordBits();
        assertThat(before - after)
                .isEqualTo(family.scratchpadBlocks(bits, apart.scratchpadWords())
                        - family.scratchpadBlocks(bits, overlapped.scratchpadWords()));
    }

    private static Program program(Machine machine, Planner planner) {
        Network network = Zoo.build("camera-face");
        Schedule schedule = Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation());
        PlanningResult planned = new NetworkPlanner(planner).plan(schedule, PlanningOptions.defaults());
        ProgramResult result = Compiler.compile(
                network,
                ((PlanningResult.Planned) planned).plan(),
                Accelerator.ofLanes(machine.layout().channelPadding()));
        return ((ProgramResult.Compiled) result).program();
    }

    private long blocks(Yosys family, Program program) throws IOException, InterruptedException {
        Path memories = Files.createDirectories(folder.resolve("words" + program.scratchpadWords()));
        StrictMem.write(program.descriptorImage(), memories.resolve("descriptors.mem"));
        StrictMem.write(program.weights(), memories.resolve("weights.mem"));
        StrictMem.write(program.biases(), memories.resolve("bias.mem"));
        StrictMem.write(program.requant(), memories.resolve("requant.mem"));
        return family.acceleratorBlocks(
                memories,
                ImmutableMap.of(
                        "P", (long) LANES,
                        "SCRATCH_WORDS", program.scratchpadWords(),
                        "WEIGHT_WORDS", (long) program.weights().depthWords(),
                        "PARAM_WORDS", (long) program.biases().depthWords(),
                        "LAYERS", (long) program.layerSlots()));
    }
}
