package dev.shingle.fpga.blocks;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A memory that has to be made of blocks.
 *
 * @param name how reports call it
 * @param wordBits bits of a word
 * @param depthWords words
 * @param initialised its contents come with the bitstream
 * @param twoPorts it is read and written in the same cycle
 */
public record MemoryDemand(String name, int wordBits, long depthWords, boolean initialised, boolean twoPorts) {

    public MemoryDemand {
        checkArgument(wordBits >= 1 && depthWords >= 0, "%s has %s words of %s bits", name, depthWords, wordBits);
    }

    /** Activations: written and read at once, empty at first. */
    public static MemoryDemand scratchpad(int wordBits, long depthWords) {
        return new MemoryDemand("scratchpad", wordBits, depthWords, false, true);
    }

    /** Read only, and there from the start. */
    public static MemoryDemand constants(String name, int wordBits, long depthWords) {
        return new MemoryDemand(name, wordBits, depthWords, true, false);
    }
}
