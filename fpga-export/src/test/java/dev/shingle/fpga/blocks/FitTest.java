package dev.shingle.fpga.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final MemoryDemand WEIGHTS = MemoryDemand.constants("weights", 512, 512);

    @Test
    void theLastBlockAndOneMore() {
        Part part = Parts.byName("UP5K").orElseThrow();
        Fit all = Fit.of(part, ImmutableList.of(MemoryDemand.scratchpad(16, 30 * 256)));
        assertThat(all.fits()).isTrue();
        assertThat(all.describe()).isEqualTo("fits up5k: 30 EBR of 30, 0 left");

        Fit more = Fit.of(part, ImmutableList.of(MemoryDemand.scratchpad(16, 30 * 256 + 1)));
        assertThat(more.fits()).isFalse();
        assertThat(more.missing(BlockKind.ICE40_EBR)).isEqualTo(1);
        assertThat(more.describe()).isEqualTo("does not fit up5k: 31 EBR of 30, 1 too many");
        assertThat(more.refusals())
                .anySatisfy(refusal -> assertThat(refusal.toString()).contains("SPRAM has a single port"));
    }

    @Test
    void ultraRamTakesWhatBlockRamHasNoRoomFor() {
        Part part = Parts.byName("xczu7ev").orElseThrow();
        MemoryDemand large = MemoryDemand.scratchpad(64, 300_000);
        Fit fit = Fit.of(part, ImmutableList.of(WEIGHTS, large));
        assertThat(fit.fits()).isTrue();
        assertThat(fit.uses().get(0).kind()).isEqualTo(BlockKind.RAMB18);
        assertThat(fit.uses().get(1)).isEqualTo(new Fit.Use(large, BlockKind.URAM288, 74));
        Part without = Parts.byName("xczu3eg").orElseThrow();
        assertThat(Fit.of(without, ImmutableList.of(WEIGHTS, large)).fits()).isFalse();
    }

    @Test
    void halvesOfRamb36() {
        Part part = Parts.byName("xc7a35t").orElseThrow();
        assertThat(Fit.of(part, ImmutableList.of(MemoryDemand.scratchpad(36, 512 * 95)))
                        .describe())
                .isEqualTo("fits xc7a35t: 47.5 RAMB36 of 50, 2.5 left");
    }

    @Test
    void everyPartCanTakeTheSmallestMemories() {
        for (Part part : Parts.all()) {
            assertThat(Fit.of(part, ImmutableList.of(WEIGHTS, MemoryDemand.scratchpad(8, 100)))
                            .uses())
                    .hasSize(2);
            assertThat(part.source()).contains(",");
            assertThat(Parts.byName(part.name())).contains(part);
        }
        assertThat(Parts.all().stream().map(Part::name)).doesNotHaveDuplicates();
    }
}
