package dev.shingle.fpga.blocks;

import com.google.common.collect.ImmutableMap;

/**
 * An FPGA.
 *
 * @param name as users write it
 * @param family its family
 * @param blocks how many blocks it has of each kind
 * @param source the vendor's document that says so
 */
public record Part(String name, Family family, ImmutableMap<BlockKind, Integer> blocks, String source) {

    /** Blocks of a kind, none if the part has no such. */
    public int blocksOf(BlockKind kind) {
        return blocks.getOrDefault(kind, 0);
    }
}
