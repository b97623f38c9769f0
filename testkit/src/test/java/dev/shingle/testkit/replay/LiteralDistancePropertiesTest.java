package dev.shingle.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.sim.distance.TrialPlan;
import dev.shingle.sim.literal.LiteralReplay;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import dev.shingle.testkit.LayerOnMachine;
import dev.shingle.testkit.Layers;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** At the literal distance nothing is lost, one word closer something is; and the two replays tell the same story. */
final class LiteralDistancePropertiesTest {

    /** A layer on a machine, run in one direction. */
    record Directed(LayerOnMachine layer, Traversal traversal) {

        Operation operation() {
            return layer.operation();
        }

        Machine machine() {
            return layer.machine();
        }
    }

    @Provide
    Arbitrary<Directed> cases() {
        return Combinators.combine(Layers.ofAnyKind(), Arbitraries.of(Traversal.class))
                .as(Directed::new);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void distanceIsWhatTrialsFind(@ForAll("cases") Directed random) {
        for (int operand = 0; operand < random.operation().operands().size(); operand++) {
            for (int result = 0; result < random.operation().results().size(); result++) {
                Distance distance =
                        LiteralDistance.of(random.operation(), operand, result, random.traversal(), random.machine());
                TrialPlan trial =
                        new TrialPlan(random.operation(), operand, result, random.traversal(), random.machine());
                assertThat(trial.smallestSafeOffset()).isEqualTo(distance);
            }
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void oneWordCloserNamesALostElement(@ForAll("cases") Directed random) {
        Distance distance = LiteralDistance.of(random.operation(), 0, 0, random.traversal(), random.machine());
        if (distance.isFree()) {
            return;
        }
        TrialPlan trial = new TrialPlan(random.operation(), 0, 0, random.traversal(), random.machine());
        ReplayReport report = Replay.run(trial.at(distance.words() - 1));
        assertThat(report.firstLost()).hasValueSatisfying(lost -> {
            assertThat(lost.step()).isZero();
            assertThat(lost.overwrittenBy())
                    .isEqualTo(random.operation().results().get(0).name());
            assertThat(lost.overwrittenAtStep()).isZero();
        });
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void literalReplayAgreesAtEveryOffset(@ForAll("cases") Directed random, @ForAll int position) {
        TrialPlan trial = new TrialPlan(random.operation(), 0, 0, random.traversal(), random.machine());
        // The same place again gives a span from far above to far below.
        MemoryPlan plan = trial.at(Math.floorMod(position, 120) - 60L);
        assertSame(Replay.run(plan), LiteralReplay.run(plan));
    }

    private static void assertSame(ReplayReport fast, ReplayReport literal) {
        assertThat(fast.firstLost()).isEqualTo(literal.firstLost());
        assertThat(fast.violationsPerStep()).isEqualTo(literal.violationsPerStep());
        assertThat(fast.violations()).isEqualTo(literal.violations());
        assertThat(fast.outOfBounds()).isEqualTo(literal.outOfBounds());
        assertThat(fast.firstOutOfBounds()).isEqualTo(literal.firstOutOfBounds());
        assertThat(fast.wordsRead()).isLessThanOrEqualTo(literal.wordsRead());
    }
}
