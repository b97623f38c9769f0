package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.fpga.rtl.RandomCases.Case;
import dev.shingle.mapper.machine.Addressing;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Generated networks on the RTL against the plain execution, layer by layer, on every variety of the machine. */
class RandomNetworksTest {

    private static final Accelerator FOR_ICARUS = new Accelerator(4, 12, true, true, Rounding.TFLM_REFERENCE);

    /** Nothing is seen by the monitor, either. */
    @Property(tries = 350, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsVerilator.class)
    @StatisticsReport(onFailureOnly = true)
    void everyLayerIsThatOfThePlainExecution(@ForAll("cases") Case random) {
        Scene scene = random.scene();

        scene.requireExact(
                scene.run(),
                Subject.expected(
                        scene.network(), scene.inputs(), random.accelerator().rounding()));

        collect(random, scene);
    }

    /** Every share is that of a hundred networks or more. */
    private static void collect(Case random, Scene scene) {
        Statistics.label("build").collect(random.accelerator());
        Statistics.label("build")
                .coverage(coverage -> RandomCases.BUILDS.forEach(
                        build -> coverage.check(build).percentage(share -> share > 7)));
        require("from testkit", random.fromTestkit(), 25);
        require("overlapped", random.overlaps(), 50);
        require("circular", scene.plan().machine().addressing() == Addressing.CIRCULAR, 25);
        require("single port", random.accelerator().singlePort(), 15);
        require("two layers or more", scene.program().descriptors().size() > 1, 50);
    }

    private static void require(String label, boolean isSo, double leastPercent) {
        Statistics.label(label).collect(isSo);
        Statistics.label(label).coverage(coverage -> coverage.check(true).percentage(share -> share > leastPercent));
    }

    /** One word closer, as far as anything is close: monitor, replay and run agree. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsVerilator.class)
    @StatisticsReport(onFailureOnly = true)
    void oneWordCloserIsFlagged(@ForAll("cases") Case random) {
        OneWordCloser planner =
                new OneWordCloser(random.addressing() == Addressing.LINEAR ? new Snug() : random.planner());
        Scene scene = Scene.of(random.network(), random.machine(), planner, random.accelerator());

        LostWords lost = scene.requireFlagsConfirmed(scene.run());

        assertThat(lost.steps()).containsAll(LostWords.stepsTooClose(scene.plan()));
        require("loses words", !lost.read().isEmpty(), 25);
    }

    @Provide
    Arbitrary<Case> cases() {
        return RandomCases.on(RandomCases.BUILDS);
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsIcarus.class)
    void icarusComputesTheSame(@ForAll("casesForIcarus") Case random) throws IOException, InterruptedException {
        Path directory = java.nio.file.Files.createTempDirectory("shingle-icarus");
        try {
            Scene scene = random.scene();
            RtlRun run = RtlRun.of(scene.program(), scene.inputs(), Simulator.icarus(FOR_ICARUS, directory));
            scene.requireExact(run, Subject.expected(scene.network(), scene.inputs(), FOR_ICARUS.rounding()));
        } finally {
            com.google.common.io.MoreFiles.deleteRecursively(directory);
        }
    }

    @Provide
    Arbitrary<Case> casesForIcarus() {
        return RandomCases.on(ImmutableList.of(FOR_ICARUS));
    }
}
