package dev.shingle.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.sim.literal.LiteralReplay;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import dev.shingle.testkit.RandomPlans;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Plans of several steps and bands: the fast replay reports what the literal one does, and the checker agrees. */
final class ReplayTwinPropertiesTest {

    @Provide
    Arbitrary<MemoryPlan> plans() {
        return RandomPlans.plans();
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void reportsAgree(@ForAll("plans") MemoryPlan plan) {
        ReplayReport fast = Replay.run(plan);
        ReplayReport literal = LiteralReplay.run(plan);
        assertThat(fast.firstLost()).isEqualTo(literal.firstLost());
        assertThat(fast.violationsPerStep()).isEqualTo(literal.violationsPerStep());
        assertThat(fast.outOfBounds()).isEqualTo(literal.outOfBounds());
        assertThat(fast.firstOutOfBounds()).isEqualTo(literal.firstOutOfBounds());
        Statistics.label("report")
                .collect(fast.isSilent() ? "silent" : "violations")
                .coverage(coverage -> {
                    coverage.check("silent").percentage(share -> share >= 5);
                    coverage.check("violations").percentage(share -> share >= 30);
                });
        Statistics.label("addresses")
                .collect(fast.outOfBounds() > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 5));
    }

    @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
    void theCheckerAgrees(@ForAll("plans") MemoryPlan plan) {
        ReplayReport replay = Replay.run(plan);
        CheckReport check = PlanChecker.check(plan);
        assertThat(check.isSafe()).as("%s %s", plan, check).isEqualTo(replay.isSilent());
        if (replay.outOfBounds() == 0 && check instanceof CheckReport.Unsafe unsafe) {
            assertThat(unsafe.findings()).as("%s", plan).allMatch(Finding.Lost.class::isInstance);
            assertThat(unsafe.firstLost().orElseThrow().step())
                    .as("%s", plan)
                    .isEqualTo(replay.firstLost().orElseThrow().step());
        }
    }
}
