package dev.shingle.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.literal.LiteralReplay;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import dev.shingle.sim.run.PlanExecution;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import dev.shingle.testkit.RandomJoins;
import dev.shingle.testkit.RandomMachines;
import dev.shingle.testkit.RandomNetworks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * Networks run by plans, good and bad ones: good plans give the numbers of plain execution, however the buffers overlap;
 * bad ones are found out exactly where the replay finds them out, and by the same words.
 */
final class PlanExecutionPropertiesTest {

    private static final List<String> PLANNERS = List.of("overlap", "ping-pong-widest-pair", "disjoint-greedy");

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

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void everyGoodPlanGivesTheNumbersOfPlainExecution(
            @ForAll("networks") Network network, @ForAll("machines") Machine machine, @ForAll long seed) {
        if (!isExecutable(network)) {
            return;
        }
        for (String planner : PLANNERS) {
            assertSameAsPlain(network, PlannedNetworks.plan(network, machine, planner), seed);
        }
    }

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void soDoPlansWithJointTensors(
            @ForAll("joins") Network network, @ForAll("machines") Machine machine, @ForAll long seed) {
        if (isExecutable(network)) {
            assertSameAsPlain(network, PlannedNetworks.joinedPlan(network, machine, "overlap"), seed);
        }
    }

    private static void assertSameAsPlain(Network network, MemoryPlan plan, long seed) {
        ImmutableMap<String, TensorData> inputs = PlannedNetworks.inputs(network, new Random(seed));
        Map<String, TensorData> plainMaps = new HashMap<>();
        ImmutableMap<String, TensorData> plain = NetworkExecution.run(network, inputs, Rounding.TFLITE, (map, data) -> {
            plainMaps.put(map.name(), data);
            return true;
        });
        inputs.keySet().forEach(plainMaps::remove);
        FeatureMaps maps = new FeatureMaps();

        RunReport report = PlanExecution.run(network, plan, inputs, RunOptions.standard(), maps);

        assertThat(report.isClean()).as("%s %s", report, plan).isTrue();
        assertThat(report.outputs()).as("%s", plan).isEqualTo(plain);
        assertThat(maps.seen).as("%s", plan).isEqualTo(plainMaps);
        RunReport unchecked =
                PlanExecution.run(network, plan, inputs, RunOptions.standard().unchecked(), RunObserver.NONE);
        assertThat(unchecked.outputs()).isEqualTo(plain);
        assertThat(unchecked.steps()).isEqualTo(report.steps());
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void aPlanThatIsOffByOneStepIsCaughtWhereTheReplayCatchesIt(
            @ForAll("networks") Network network, @ForAll("machines") Machine machine, @ForAll long seed) {
        if (isExecutable(network)) {
            Random random = new Random(seed);
            MemoryPlan plan = PlannedNetworks.plan(network, machine, "overlap");
            for (int i = 0; i < 4; i++) {
                judge(network, PlannedNetworks.movedByOneStep(plan, random), random);
            }
        }
    }

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void soIsOneThatIsWrongAllOver(
            @ForAll("joins") Network network, @ForAll("machines") Machine machine, @ForAll long seed) {
        if (isExecutable(network)) {
            Random random = new Random(seed);
            MemoryPlan plan = PlannedNetworks.joinedPlan(network, machine, "overlap");
            judge(network, PlannedNetworks.movedByOneStep(plan, random), random);
            judge(network, PlannedNetworks.scattered(plan, random), random);
        }
    }

    private static void judge(Network network, MemoryPlan plan, Random random) {
        if (!PlannedNetworks.isSettled(plan)) {
            return;
        }
        ImmutableMap<String, TensorData> inputs = PlannedNetworks.inputs(network, random);
        RunReport report = PlanExecution.run(network, plan, inputs, RunOptions.standard(), RunObserver.NONE);
        ReplayReport replay = Replay.run(plan);
        assertThat(report.violationsPerStep()).as("%s", plan).isEqualTo(replay.violationsPerStep());
        assertThat(report.firstLostWord()).as("%s", plan).isEqualTo(replay.firstLost());
        assertThat(report.outOfBounds()).isEqualTo(replay.outOfBounds());
        assertThat(report.firstOutOfBounds()).isEqualTo(replay.firstOutOfBounds());
        if (plan.placements().stream()
                        .mapToLong(placement -> placement.buffer().sizeWords())
                        .sum()
                < 250) {
            ReplayReport literal = LiteralReplay.run(plan);
            assertThat(report.violationsPerStep()).as("%s", plan).isEqualTo(literal.violationsPerStep());
            assertThat(report.firstLostWord()).as("%s", plan).isEqualTo(literal.firstLost());
        }
        // By first write and last read of every word; addresses that cannot be are refused before that.
        CheckReport check = PlanChecker.check(network, plan);
        boolean isLost = report.violations() > report.outOfBounds();
        if (report.outOfBounds() == 0 && hasOnly(Finding.Lost.class, check)) {
            assertThat(check.isSafe()).as("%s", plan).isNotEqualTo(isLost);
        } else if (isLost) {
            assertThat(check.isSafe()).as("%s", plan).isFalse();
        }
        ImmutableMap<String, TensorData> plain = NetworkExecution.run(network, inputs, Rounding.TFLITE, (m, d) -> true);
        boolean isRight = plain.equals(report.outputs());
        if (report.violations() == 0) {
            assertThat(isRight).as("wrong numbers, but no word lost: %s", plan).isTrue();
        }
        Statistics.label("meddled plan")
                .collect(
                        report.violations() == 0
                                ? "silent"
                                : isRight ? "caught, numbers right" : "caught, numbers wrong")
                .coverage(coverage -> {
                    coverage.check("silent").percentage(share -> share >= 20);
                    coverage.check("caught, numbers wrong").percentage(share -> share >= 30);
                    coverage.check("caught, numbers right").percentage(share -> share <= 10);
                });
    }

    private static boolean hasOnly(Class<? extends Finding> kind, CheckReport check) {
        return !(check instanceof CheckReport.Unsafe unsafe)
                || unsafe.findings().stream().allMatch(kind::isInstance);
    }

    private static boolean isExecutable(Network network) {
        boolean isExecutable = PlannedNetworks.isExecutable(network);
        Statistics.label("executable").collect(isExecutable);
        return isExecutable;
    }

    /** Every feature map as it was seen. */
    private static final class FeatureMaps implements RunObserver {

        private final Map<String, TensorData> seen = new HashMap<>();

        @Override
        public boolean wantsFeatureMaps() {
            return true;
        }

        @Override
        public void produced(FeatureMap map, TensorData data) {
            seen.put(map.name(), data);
        }
    }
}
