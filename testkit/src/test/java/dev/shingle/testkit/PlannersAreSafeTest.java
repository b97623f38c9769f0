package dev.shingle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.peers.EveryLayerOverlapped;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Network;
import dev.shingle.sim.replay.Replay;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Whatever the network and the machine, every planner's plan passes both judges, and its bound is not above its peak. */
class PlannersAreSafeTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 3_000);

    private static final List<Planner> PLANNERS = List.of(
            new OverlapPlanner(),
            new EveryLayerOverlapped(),
            new DisjointGreedy(),
            new PingPong(PingPong.Regions.TWO_BUFFERS),
            new PingPong(PingPong.Regions.WIDEST_PAIR));

    @Provide
    Arbitrary<Network> networks() {
        return RandomNetworks.networks();
    }

    @Provide
    Arbitrary<Machine> machines() {
        return RandomMachines.machines();
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void onAnyNetworkAndMachine(@ForAll("networks") Network network, @ForAll("machines") Machine machine) {
        assertSafe(network, Schedule.of(network, machine));
        boolean readOutput = network.outputs().stream()
                .anyMatch(output -> network.layers().stream()
                        .anyMatch(layer -> layer.inputs().contains(output)));
        Statistics.label("an output is read by a layer")
                .collect(readOutput)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 10));
    }

    @Provide
    Arbitrary<Network> joins() {
        return RandomJoins.networks();
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void withJointTensors(@ForAll("joins") Network network, @ForAll("machines") Machine machine) {
        Schedule copying = Schedule.of(network, machine);
        Schedule schedule = copying.with(ScheduleOptions.zeroCopyConcatenation());
        assertSafe(network, schedule);
        int fewer = copying.steps().size() - schedule.steps().size();
        Statistics.label("concatenations without a step")
                .collect(fewer <= 0 ? "none" : fewer == 1 ? "one" : "several")
                .coverage(coverage -> {
                    coverage.check("one").percentage(share -> share >= 15);
                    coverage.check("several").percentage(share -> share >= 15);
                });
    }

    private static void assertSafe(Network network, Schedule schedule) {
        for (Planner planner : PLANNERS) {
            MemoryPlan plan = ((PlanningResult.Planned) new NetworkPlanner(planner).plan(schedule, OPTIONS)).plan();
            CheckReport check = PlanChecker.check(network, plan);
            assertThat(check.isSafe())
                    .as("%s: %s %s", planner.name(), check, plan)
                    .isTrue();
            assertThat(Replay.run(plan).isSilent())
                    .as("%s: %s", planner.name(), plan)
                    .isTrue();
            assertThat(plan.bound().words()).isLessThanOrEqualTo(plan.peakWords());
        }
    }
}
