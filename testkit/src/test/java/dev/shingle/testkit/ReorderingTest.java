package dev.shingle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Reordering;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.sim.replay.Replay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Another order of layers against all orders of layers, and its plans before both judges. */
class ReorderingTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 3_000);
    private static final int MOST_ORDERS = 300;

    @Provide
    Arbitrary<Network> networks() {
        return Arbitraries.oneOf(
                RandomNetworks.networks(), Arbitraries.randomValue(random -> BranchyNetworks.draw(random, 3, 9)));
    }

    @Provide
    Arbitrary<Network> wideNetworks() {
        return Arbitraries.randomValue(random -> BranchyNetworks.draw(random, 6, 24));
    }

    @Provide
    Arbitrary<Machine> machines() {
        return RandomMachines.machines();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void noOrderOfLayersNeedsLess(@ForAll("networks") Network network, @ForAll("machines") Machine machine) {
        Reordering reordering = Reordering.of(Schedule.of(network, machine));
        assertThat(reordering.isExact()).isTrue();
        List<Network> orders = new ArrayList<>();
        enumerate(network, new ArrayList<>(), new HashSet<>(), orders);
        Statistics.label("orders")
                .collect(orders.size() >= MOST_ORDERS ? "too many" : orders.size() > 1 ? "some" : "one")
                .coverage(coverage -> coverage.check("some").percentage(share -> share >= 25));
        long least =
                orders.stream().mapToLong(other -> need(other, machine)).min().orElseThrow();
        if (orders.size() < MOST_ORDERS) {
            assertThat(reordering.words()).isEqualTo(least);
        } else {
            assertThat(reordering.words()).isLessThanOrEqualTo(least);
        }
        if (!reordering.isChanged()) {
            assertThat(reordering.schedule().network()).isEqualTo(network);
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void itsPlanIsSafeForTheNetworkAsItWas(
            @ForAll("wideNetworks") Network network, @ForAll("machines") Machine machine, @ForAll Random random) {
        Schedule given = Schedule.of(network, machine);
        Reordering reordering = Reordering.of(given, random.nextInt(3) == 0 ? random.nextInt(60) : 100_000);
        Statistics.label("order")
                .collect(reordering.isChanged() ? "changed" : "kept", reordering.isExact() ? "exact" : "inexact")
                .coverage(coverage -> coverage.check("changed", "exact").percentage(share -> share >= 10));
        MemoryPlan plan = plan(reordering.schedule());
        assertThat(PlanChecker.check(network, plan).isSafe()).as("%s", plan).isTrue();
        assertThat(Replay.run(plan).isSilent()).as("%s", plan).isTrue();
        assertThat(plan.peakWords()).isGreaterThanOrEqualTo(reordering.lowerBoundWords());
        assertThat(need(reordering.schedule().network(), machine)).isEqualTo(reordering.words());
        assertThat(reordering.givenWords()).isEqualTo(need(network, machine));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void anyOtherOrderLeadsToTheSameNeed(
            @ForAll("wideNetworks") Network network, @ForAll("machines") Machine machine, @ForAll Random random) {
        Reordering one = Reordering.of(Schedule.of(network, machine));
        Reordering other = Reordering.of(Schedule.of(shuffled(network, random), machine));
        if (one.isExact() && other.isExact()) {
            assertThat(other.words()).isEqualTo(one.words());
        }
        assertThat(one.lowerBoundWords()).isLessThanOrEqualTo(other.words());
        assertThat(other.lowerBoundWords()).isLessThanOrEqualTo(one.words());
        Statistics.label("exact")
                .collect(one.isExact() && other.isExact())
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 90));
    }

    private static long need(Network network, Machine machine) {
        return Schedule.of(network, machine).figures().overlapLowerBound().words();
    }

    private static MemoryPlan plan(Schedule schedule) {
        return ((PlanningResult.Planned) new NetworkPlanner(new OverlapPlanner()).plan(schedule, OPTIONS)).plan();
    }

    private static void enumerate(Network network, List<Layer> begun, Set<FeatureMap> made, List<Network> orders) {
        if (begun.size() == network.layers().size()) {
            orders.add(ordered(network, begun));
            return;
        }
        for (Layer layer : ready(network, begun, made)) {
            if (orders.size() < MOST_ORDERS) {
                begun.add(layer);
                made.addAll(layer.outputs());
                enumerate(network, begun, made, orders);
                made.removeAll(layer.outputs());
                begun.remove(layer);
            }
        }
    }

    private static Network shuffled(Network network, Random random) {
        List<Layer> begun = new ArrayList<>();
        Set<FeatureMap> made = new HashSet<>();
        while (begun.size() < network.layers().size()) {
            List<Layer> ready = ready(network, begun, made);
            Layer layer = ready.get(random.nextInt(ready.size()));
            begun.add(layer);
            made.addAll(layer.outputs());
        }
        return ordered(network, begun);
    }

    private static List<Layer> ready(Network network, List<Layer> begun, Set<FeatureMap> made) {
        return network.layers().stream()
                .filter(layer -> !begun.contains(layer)
                        && layer.inputs().stream()
                                .allMatch(input ->
                                        made.contains(input) || network.inputs().contains(input)))
                .toList();
    }

    private static Network ordered(Network network, List<Layer> layers) {
        return new Network(network.name(), network.inputs(), ImmutableList.copyOf(layers), network.outputs());
    }
}
