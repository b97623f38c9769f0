package dev.shingle.testkit.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.Network;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.cycles.TwoMemories;
import dev.shingle.testkit.RandomJoins;
import dev.shingle.testkit.RandomMachines;
import dev.shingle.testkit.RandomNetworks;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds of any network, plan and engine, whatever the equations are. */
class CycleModelsTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 100);

    private static final ImmutableList<Engine> ENGINES = ImmutableList.of(
            Engine.ofLanes(1, 1),
            Engine.ofLanes(4, 4),
            Engine.ofLanes(3, 8),
            Machines.preset("reference-p8").flatMap(Machine::engine).orElseThrow());

    @Provide
    Arbitrary<Network> networks() {
        return RandomNetworks.networks();
    }

    @Provide
    Arbitrary<Network> joins() {
        return RandomJoins.networks();
    }

    @Provide
    Arbitrary<Machine> machines() {
        return RandomMachines.machines();
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void onAnyNetworkAndMachine(@ForAll("networks") Network network, @ForAll("machines") Machine machine) {
        holds(plan(Schedule.of(network, machine)));
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void withJointTensors(@ForAll("joins") Network network, @ForAll("machines") Machine machine) {
        holds(plan(Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation())));
    }

    private static void holds(MemoryPlan plan) {
        TwoMemories memories = TwoMemories.of(plan);
        assertThat(memories.words()).isPositive();
        for (Engine engine : ENGINES) {
            for (CycleModel model : CycleModel.values()) {
                accountsForEveryCycle(model.estimate(plan, engine), plan);
            }
            CycleReport both = CycleModel.REFERENCE.estimate(plan, engine);
            CycleReport two = CycleModel.REFERENCE.estimate(plan, engine.withPorts(Ports.TWO_BANKS));
            CycleReport single = CycleModel.REFERENCE.estimate(plan, engine.withPorts(Ports.SINGLE));
            for (int i = 0; i < both.layers().size(); i++) {
                long least = both.layers().get(i).cycles();
                long between = two.layers().get(i).cycles();
                assertThat(between).isGreaterThanOrEqualTo(least);
                assertThat(single.layers().get(i).cycles()).isGreaterThanOrEqualTo(between);
            }
            CycleReport serial = CycleModel.SERIAL.estimate(plan, engine);
            assertThat(CycleModel.PIPELINED.estimate(plan, engine).cycles()).isLessThanOrEqualTo(serial.cycles());
        }
    }

    private static void accountsForEveryCycle(CycleReport report, MemoryPlan plan) {
        assertThat(report.layers()).hasSameSizeAs(plan.steps());
        assertThat(report.cycles())
                .isEqualTo(
                        report.layers().stream().mapToLong(LayerCycles::cycles).sum());
        for (LayerCycles layer : report.layers()) {
            long lost =
                    layer.losses().values().stream().mapToLong(Long::longValue).sum();
            assertThat(layer.usefulCycles() + lost).isEqualTo(layer.cycles());
            // SCALE-Sim counts to the number of the last cycle, from 0: a 1 x 1 array is busier than it can be.
            boolean isShort = report.model() == CycleModel.SCALESIM_V2;
            assertThat(layer.macs())
                    .isLessThanOrEqualTo((layer.cycles() + (isShort ? 1 : 0))
                            * report.engine().macsPerCycle());
            assertThat(layer.leftOut().isPresent() && layer.cycles() > 0).isFalse();
        }
    }

    private static MemoryPlan plan(Schedule schedule) {
        return ((PlanningResult.Planned) new NetworkPlanner(new OverlapPlanner()).plan(schedule, OPTIONS)).plan();
    }
}
