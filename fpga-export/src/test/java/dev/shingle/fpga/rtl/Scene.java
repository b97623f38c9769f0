package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Compiler;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.LayerCycles;
import java.util.List;
import java.util.Map;

/** A network with a plan, and its program. */
record Scene(Network network, MemoryPlan plan, Program program) {

    static Scene of(Network network, Machine machine, Planner planner, Accelerator accelerator) {
        Schedule schedule = Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation());
        PlanningResult planned = new NetworkPlanner(planner).plan(schedule, PlanningOptions.defaults());
        return of(network, ((PlanningResult.Planned) planned).plan(), accelerator);
    }

    static Scene of(Network network, MemoryPlan plan, Accelerator accelerator) {
        ProgramResult result = Compiler.compile(network, plan, accelerator);
        assertThat(result).isInstanceOf(ProgramResult.Compiled.class);
        return new Scene(network, plan, ((ProgramResult.Compiled) result).program());
    }

    /** The same numbers for everybody. */
    ImmutableMap<String, TensorData> inputs() {
        ImmutableMap.Builder<String, TensorData> inputs = ImmutableMap.builder();
        network.inputs().forEach(map -> inputs.put(map.name(), TensorData.fill(map.shape(), map.type())));
        return inputs.buildOrThrow();
    }

    RtlRun run() {
        return RtlRun.of(program, inputs());
    }

    /** Every layer's result, every output, every cycle count, and no read of another's word. */
    void requireExact(RtlRun run, Map<String, TensorData> expected) {
        for (Descriptor descriptor : program.descriptors()) {
            FeatureMap map = layer(descriptor).ofm();
            assertThat(run.result(descriptor.step(), map.shape()))
                    .as(descriptor.layer() + " of " + network.name())
                    .isEqualTo(expected.get(map.name()));
        }
        run.outputs().forEach((name, data) -> assertThat(data).as(name).isEqualTo(expected.get(name)));
        assertThat(run.violations()).isEmpty();
        assertThat(run.cycles()).isEqualTo(program.cycles());
        requireModelled(run.cycles());
    }

    /** What the simulator's model of the accelerator expects for each layer is what the RTL counted. */
    void requireModelled(List<Long> counted) {
        Accelerator accelerator = program.accelerator();
        Engine engine = Engine.ofLanes(accelerator.lanes(), accelerator.lanes())
                .withPorts(accelerator.singlePort() ? Engine.Ports.SINGLE : Engine.Ports.ONE_READ_ONE_WRITE);
        ImmutableList<LayerCycles> modelled =
                CycleModel.REFERENCE.estimate(plan, engine).layers();
        for (Descriptor descriptor : program.descriptors()) {
            assertThat(modelled.get(descriptor.step()).cycles())
                    .as("cycles of " + descriptor.layer() + " of " + network.name())
                    .isEqualTo(counted.get(descriptor.step()));
        }
    }

    /** Whatever the monitor flags, the simulator has seen, and the other way round. */
    LostWords requireFlagsConfirmed(RtlRun run) {
        LostWords flagged = LostWords.seenByMonitor(this, run);
        flagged.requireConfirmed(this);
        return flagged;
    }

    private Layer layer(Descriptor descriptor) {
        return network.layers().stream()
                .filter(candidate -> candidate.name().equals(descriptor.layer()))
                .findFirst()
                .orElseThrow();
    }
}
