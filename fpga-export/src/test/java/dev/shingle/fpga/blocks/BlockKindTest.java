package dev.shingle.fpga.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.blocks.BlockKind.BlockShape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockKindTest {

    /** The slow twin: lays blocks of one shape side by side and on top of each other until every bit is covered. */
    @Property
    void asManyAsAreLaid(
            @ForAll BlockKind kind,
            @ForAll @IntRange(min = 1, max = 300) int wordBits,
            @ForAll @IntRange(max = 70_000) int depth) {
        long fewest = Long.MAX_VALUE;
        for (BlockShape shape : kind.shapes()) {
            long laid = 0;
            for (int firstWord = 0; firstWord < depth; firstWord += shape.depthWords()) {
                for (int firstBit = 0; firstBit < wordBits; firstBit += shape.wordBits()) {
                    laid++;
                }
            }
            fewest = Math.min(fewest, laid);
        }
        assertThat(kind.blocks(wordBits, depth)).isEqualTo(fewest);
    }

    /** A memory that is larger in either direction never takes fewer blocks; a block holds no more bits than it has. */
    @Property
    void moreWordsOrBitsTakeNoFewer(
            @ForAll BlockKind kind,
            @ForAll @IntRange(min = 1, max = 300) int wordBits,
            @ForAll @IntRange(min = 1, max = 70_000) int depth) {
        long blocks = kind.blocks(wordBits, depth);
        assertThat(kind.blocks(wordBits + 1L, depth)).isGreaterThanOrEqualTo(blocks);
        assertThat(kind.blocks(wordBits, depth + 1L)).isGreaterThanOrEqualTo(blocks);
        long bits = kind.shapes().stream()
                .mapToLong(shape -> (long) shape.wordBits() * shape.depthWords())
                .max()
                .orElseThrow();
        assertThat(blocks * bits).isGreaterThanOrEqualTo((long) wordBits * depth);
    }

    @ParameterizedTest
    @CsvSource({
        "RAMB18, 64, 9000, 36",
        "RAMB18, 36, 512, 1",
        "RAMB18, 36, 513, 2",
        "RAMB18, 37, 512, 2",
        "URAM288, 72, 4096, 1",
        "URAM288, 64, 4097, 2",
        "M9K, 9, 1024, 1",
        "M9K, 8, 16384, 16",
        "M20K, 40, 512, 1",
        "M20K, 8, 16384, 8",
        "ICE40_EBR, 16, 256, 1",
        "ICE40_EBR, 16, 257, 2",
        "ICE40_SPRAM, 16, 16384, 1",
        "ICE40_SPRAM, 32, 16385, 4",
        "DP16KD, 64, 8928, 36",
        "BSRAM, 8, 0, 0",
    })
    void shapesByHand(BlockKind kind, int wordBits, int depth, long blocks) {
        assertThat(kind.blocks(wordBits, depth)).isEqualTo(blocks);
    }

    @Test
    void whatCannotBeInitialisedSaysWhatToDo() {
        MemoryDemand weights = MemoryDemand.constants("weights", 64, 4096);
        assertThat(BlockKind.URAM288.refusal(weights).orElseThrow())
                .hasToString("URAM288 cannot be initialised by the bitstream, and weights is;"
                        + " fill it by a loader after configuration, or make weights of other blocks");
        assertThat(BlockKind.URAM288.refusal(MemoryDemand.scratchpad(64, 4096))).isEmpty();
        assertThat(BlockKind.ICE40_SPRAM.refusal(weights)).isPresent();
        assertThat(BlockKind.ICE40_SPRAM
                        .refusal(MemoryDemand.scratchpad(16, 4096))
                        .orElseThrow()
                        .reason())
                .contains("single port");
        assertThat(BlockKind.RAMB18.refusal(weights)).isEmpty();
    }
}
