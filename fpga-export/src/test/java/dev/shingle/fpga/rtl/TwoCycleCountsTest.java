package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableSet;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The cycles that the simulator's model expects of a plan are those that follow from the descriptors. Needs no tool, so it sees
 * ten times as many networks as the RTL, whose counter both are compared with elsewhere.
 */
class TwoCycleCountsTest {

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theModelExpectsWhatTheDescriptorsTake(@ForAll("cases") RandomCases.Case random) {
        Scene scene = random.scene();
        scene.requireModelled(scene.program().cycles());
    }

    /** A dense frame of three channels, read as vectors of twelve: pixels of whole words. */
    @Test
    void aFrameReadAsVectorsOfWholeWords() {
        Accelerator accelerator = new Accelerator(4, 12, false, false, Rounding.TFLITE);
        Scene scene = new RandomCases.Case(
                        accelerator,
                        1133,
                        true,
                        ImmutableSet.of(Traversal.FORWARD),
                        GroupOrder.DESCENDING,
                        Addressing.LINEAR,
                        true)
                .scene();
        scene.requireModelled(scene.program().cycles());
    }

    @Provide
    Arbitrary<RandomCases.Case> cases() {
        return RandomCases.on(RandomCases.BUILDS);
    }
}
