package dev.shingle.fpga.blocks;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.shingle.fpga.blocks.BlockKind.BlockShape;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * How many blocks Yosys takes for a memory; measured with 0.23, where it is exact for memories that are written as a whole
 * word and read in the same cycle. It is neither the least number nor always as many as {@link BlockKind#blocks}.
 *
 * <p>Its pass {@code memory_libmap} tries the shapes of a block from the narrowest to the widest. A memory of W bits and D
 * words in a shape (w, d) is a = ceil(D/d) stacks, and the bits of all stacks lie side by side,
 *
 * <pre>
 *   blocks = ceil(a * W' / w)        W' = W, filled up to whole units of the block's write enables
 *   cost   = blocks * c + ( (a - 1) * W + (a &gt; 1 ? a : 0) ) / 2
 * </pre>
 *
 * where the second term stands for the multiplexers behind the stacks and the enables before them. Bits side by side save
 * blocks: 9 bits x 1,536 words of iCE40 are ceil(3 * 9 / 8) = 4 and not 5. Multiplexers cost some: 16 bits x 2,568 words are
 * 12 of 1Kx4 and not 11 of 256x16. A later shape is taken if its cost is below that of the best one so far, of which the
 * fraction is cut off; then the cheapest of the library's ways to use a block. Costs are counted twice here to be whole.
 *
 * <p>A read-only memory has no enables. Bits that are the same in all of its words are left out before, so it may take less.
 *
 * <p>Source: Yosys 0.23, {@code passes/memory/memory_libmap.cc} (handle_geom), {@code techlibs/ice40/brams.txt},
 * {@code techlibs/ecp5/brams.txt}, {@code techlibs/xilinx/brams_xc4v.txt}.
 */
final class YosysBlocks {

    private static final ImmutableMap<Family, ImmutableList<Way>> WAYS = ImmutableMap.of(
            Family.ICE40,
            ImmutableList.of(
                    new Way(64, 1, Integer.MAX_VALUE, "2x2048 4x1024 8x512", ""),
                    new Way(64, 1, 1, "2x2048 4x1024 8x512 16x256", "")),
            Family.ECP5,
            ImmutableList.of(
                    new Way(128, 1, 9, "1x16384 2x8192 4x4096 9x2048 18x1024", ""),
                    new Way(128, 1, 9, "9x2048 18x1024 36x512", "1x16384 2x8192 4x4096 ")),
            Family.SERIES_7,
            ImmutableList.of(
                    new Way(513, 4, 9, "1x65536", ""),
                    new Way(257, 2, 9, "1x32768 2x16384 4x8192 9x4096 18x2048 36x1024 72x512", ""),
                    new Way(129, 1, 9, "1x16384 2x8192 4x4096 9x2048 18x1024 36x512", "")));

    /**
     * A way to use a block.
     *
     * @param cost of one
     * @param blocks that it is made of
     * @param enabledBits bits that share a write enable; more than a shape is wide: all of its bits do
     * @param shapes from narrow to wide
     * @param narrowerIfOnlyRead shapes before these that can be read, but not written
     */
    private record Way(int cost, int blocks, int enabledBits, String shapes, String narrowerIfOnlyRead) {

        Choice choose(MemoryDemand demand) {
            Choice best = null;
            for (BlockShape shape : shapesFor(demand)) {
                Choice choice = choice(demand, shape);
                if (best == null || choice.twiceCost() < best.twiceCost() / 2 * 2) {
                    best = choice;
                }
            }
            if (best == null) {
                throw new AssertionError("no shapes");
            }
            return best;
        }

        private ImmutableList<BlockShape> shapesFor(MemoryDemand demand) {
            String all = demand.initialised() ? narrowerIfOnlyRead + shapes : shapes;
            return Splitter.on(' ').splitToStream(all).map(BlockShape::parse).collect(toImmutableList());
        }

        private Choice choice(MemoryDemand demand, BlockShape shape) {
            int unitBits = demand.initialised() ? 1 : Math.min(enabledBits, shape.wordBits());
            long stacks = ceiling(demand.depthWords(), shape.depthWords());
            long bits = Math.multiplyExact(stacks, ceiling(demand.wordBits(), unitBits) * unitBits);
            long count = ceiling(bits, shape.wordBits());
            long enables = stacks > 1 && !demand.initialised() ? stacks : 0;
            long multiplexers = Math.multiplyExact(stacks - 1, demand.wordBits());
            return new Choice(2 * count * cost + multiplexers + enables, count * blocks);
        }
    }

    private record Choice(long twiceCost, long blocks) {}

    private YosysBlocks() {}

    /** Blocks of that kind; empty if Yosys' choice is not known for it. */
    static OptionalLong of(Family family, BlockKind kind, MemoryDemand demand) {
        ImmutableList<Way> ways = WAYS.getOrDefault(family, ImmutableList.of());
        if (ways.isEmpty() || !kind.equals(family.kinds().get(0))) {
            return OptionalLong.empty();
        }
        if (demand.depthWords() == 0) {
            return OptionalLong.of(0);
        }
        Choice best = ways.get(0).choose(demand);
        for (Way way : ways) {
            Choice choice = way.choose(demand);
            best = choice.twiceCost() < best.twiceCost() ? choice : best;
        }
        return OptionalLong.of(best.blocks());
    }

    private static long ceiling(long amount, long unit) {
        return LongMath.divide(amount, unit, RoundingMode.CEILING);
    }
}
