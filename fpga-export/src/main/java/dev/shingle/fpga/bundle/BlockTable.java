package dev.shingle.fpga.bundle;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.blocks.BlockCounting;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Family;
import dev.shingle.fpga.blocks.Fit;
import dev.shingle.fpga.blocks.MemoryDemand;
import dev.shingle.fpga.blocks.Part;
import java.util.Optional;

/**
 * Blocks of RAM that a plan takes, beside those of ping-pong buffers.
 *
 * @param wordBits width of the scratchpad
 * @param pingPongWords depth of a scratchpad in which nothing overlaps: two buffers, or the widest layer of a graph
 * @param planWords depth of the plan's
 * @param constants weights and the like, which either needs; empty if they are not known
 * @param rows one for each kind of block
 * @param part what was asked for
 */
public record BlockTable(
        int wordBits,
        long pingPongWords,
        long planWords,
        ImmutableList<MemoryDemand> constants,
        ImmutableList<Row> rows,
        Optional<PartFits> part) {

    /**
     * Blocks of one kind.
     *
     * @param family whose they are
     * @param kind their kind
     * @param pingPong blocks of the ping-pong scratchpad
     * @param plan blocks of the plan's
     * @param constants blocks of the constants, if this kind can be initialised
     */
    public record Row(Family family, BlockKind kind, long pingPong, long plan, long constants) {}

    /** A part with ping-pong buffers, and with the plan. */
    public record PartFits(Fit pingPong, Fit plan) {}

    static BlockTable of(
            int wordBits,
            long pingPongWords,
            long planWords,
            ImmutableList<MemoryDemand> constants,
            Optional<Part> part,
            BlockCounting counting) {
        ImmutableList.Builder<Row> rows = ImmutableList.builder();
        for (Family family : Family.values()) {
            for (BlockKind kind : family.kinds()) {
                long ofConstants = kind.initialisable() ? blocks(kind, constants) : 0;
                rows.add(new Row(
                        family,
                        kind,
                        kind.blocks(wordBits, pingPongWords),
                        kind.blocks(wordBits, planWords),
                        ofConstants));
            }
        }
        Optional<PartFits> fits = part.map(wanted -> new PartFits(
                fit(wanted, wordBits, pingPongWords, constants, counting),
                fit(wanted, wordBits, planWords, constants, counting)));
        return new BlockTable(wordBits, pingPongWords, planWords, constants, rows.build(), fits);
    }

    private static Fit fit(
            Part part, int wordBits, long words, ImmutableList<MemoryDemand> constants, BlockCounting counting) {
        return Fit.of(
                part,
                ImmutableList.<MemoryDemand>builder()
                        .add(MemoryDemand.scratchpad(wordBits, words))
                        .addAll(constants)
                        .build(),
                counting);
    }

    private static long blocks(BlockKind kind, ImmutableList<MemoryDemand> constants) {
        return constants.stream()
                .mapToLong(demand -> kind.blocks(demand.wordBits(), demand.depthWords()))
                .sum();
    }
}
