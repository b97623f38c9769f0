package dev.shingle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.verify.CertificateChecker;
import dev.shingle.mapper.verify.CertificateVerdict;
import dev.shingle.networks.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Whatever the network and the machine: what a planner's certificate claims, the checker can retrace. */
class CertificatesHoldTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 3_000);

    private static final List<Planner> PLANNERS = List.of(new OverlapPlanner(), new DisjointGreedy());

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
        Schedule schedule = Schedule.of(network, machine);
        for (Planner planner : PLANNERS) {
            MemoryPlan plan = ((PlanningResult.Planned) new NetworkPlanner(planner).plan(schedule, OPTIONS)).plan();
            Statistics.label(planner.name()).collect(kind(plan));
            Optional<CertificateVerdict> verdict = CertificateChecker.check(network, plan);
            assertThat(verdict.isPresent()).isEqualTo(plan.certificate().isPresent());
            verdict.ifPresent(found -> assertThat(found)
                    .as("%s: %s", planner.name(), plan)
                    .isInstanceOfSatisfying(
                            CertificateVerdict.Certified.class,
                            certified -> assertThat(certified.lowerBoundWords())
                                    .isEqualTo(plan.bound().words())));
            assertThat(CertificateChecker.check(network, PlanJson.read("plan", PlanJson.write(plan))))
                    .isEqualTo(verdict);
        }
    }

    private static String kind(MemoryPlan plan) {
        String proof = plan.certificate()
                .map(certificate -> certificate instanceof Certificate.StepBound ? "step bound" : "search")
                .orElse("no certificate");
        return (plan.isOptimal() ? "optimal, " : "gap, ") + proof;
    }
}
