package dev.shingle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.Finding;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.sim.distance.TrialPlan;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import java.util.EnumSet;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * The static checker, the replay and the formula each on their own: at the distance both judges are silent, one word
 * closer both name the same lost element, and anywhere else they still agree.
 */
class JudgesAgreeTest {

    /** Where the result lies, relative to the safe distance. */
    enum Offset {
        NO_SLACK,
        ONE_WORD_TOO_CLOSE,
        ANYWHERE
    }

    /** A layer, a direction, and how its first result lies to one of its operands. */
    record Trial(LayerOnMachine layer, Traversal traversal, Offset offset, int position) {

        Distance distance() {
            return SafeDistances.of(layer.operation(), 0, 0, traversal, layer.machine());
        }

        MemoryPlan plan() {
            TrialPlan trial = new TrialPlan(layer.operation(), 0, 0, traversal, layer.machine());
            Distance distance = distance();
            if (offset == Offset.ANYWHERE || distance.isFree()) {
                return trial.at(position);
            }
            return trial.at(distance.words() - (offset == Offset.NO_SLACK ? 0 : 1));
        }
    }

    @Provide
    Arbitrary<Trial> trials() {
        return trials(Layers.ofAnyKind());
    }

    @Provide
    Arbitrary<Trial> windowedTrials() {
        return trials(Layers.windowed());
    }

    private static Arbitrary<Trial> trials(Arbitrary<LayerOnMachine> layers) {
        return Combinators.combine(
                        layers,
                        Arbitraries.of(Traversal.class),
                        Arbitraries.frequency(
                                Tuple.of(4, Offset.NO_SLACK),
                                Tuple.of(4, Offset.ONE_WORD_TOO_CLOSE),
                                Tuple.of(1, Offset.ANYWHERE)),
                        Arbitraries.integers().between(-60, 60))
                .as(Trial::new);
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void onLayersOfAnyKind(@ForAll("trials") Trial trial) {
        judge(trial);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void onWindows(@ForAll("windowedTrials") Trial trial) {
        judge(trial);
        Statistics.label("shape class")
                .collect(ShapeClass.of(trial.layer().operation()).orElseThrow())
                .coverage(coverage -> {
                    for (ShapeClass shapeClass : EnumSet.complementOf(EnumSet.of(ShapeClass.PLAIN))) {
                        coverage.check(shapeClass).percentage(share -> share >= 5);
                    }
                });
    }

    private static void judge(Trial trial) {
        MemoryPlan plan = trial.plan();
        ReplayReport replay = Replay.run(plan);
        CheckReport check = PlanChecker.check(plan);
        if (isPixelByPixel(trial.layer().machine())) {
            assertThat(firstLost(check)).as("%s", trial).isEqualTo(replay.firstLost());
        } else {
            // Of a unit of several pixels the replay names the first pixel, the checker the one that needs the word.
            assertThat(firstLost(check).map(LostElement::step))
                    .as("%s", trial)
                    .isEqualTo(replay.firstLost().map(LostElement::step));
        }
        assertThat(check.isSafe()).as("%s: %s", trial, check).isEqualTo(replay.isSilent());
        String kind = "anywhere";
        if (!trial.distance().isFree() && trial.offset() == Offset.NO_SLACK) {
            assertThat(replay.isSilent()).as("at the distance: %s", trial).isTrue();
            kind = "no slack";
        } else if (!trial.distance().isFree() && trial.offset() == Offset.ONE_WORD_TOO_CLOSE) {
            assertThat(replay.firstLost()).as("one word closer: %s", trial).isPresent();
            kind = "bad by one word";
        }
        Statistics.label("plan").collect(kind).coverage(coverage -> {
            coverage.check("no slack").percentage(share -> share >= 30);
            coverage.check("bad by one word").percentage(share -> share >= 30);
        });
    }

    private static boolean isPixelByPixel(Machine machine) {
        boolean onePixel = machine.writeGranularity() instanceof WriteGranularity.Group
                || machine.writeGranularity() instanceof WriteGranularity.Pixel;
        return onePixel && machine.lineBufferRows() == 0;
    }

    private static Optional<LostElement> firstLost(CheckReport report) {
        ImmutableList<Finding> findings =
                report instanceof CheckReport.Unsafe unsafe ? unsafe.findings() : ImmutableList.of();
        return findings.stream()
                .filter(Finding.Lost.class::isInstance)
                .map(finding -> ((Finding.Lost) finding).element())
                .findFirst();
    }
}
