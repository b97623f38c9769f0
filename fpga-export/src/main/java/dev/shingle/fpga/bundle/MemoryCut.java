package dev.shingle.fpga.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.memory.MemoryImage;

/**
 * How memories are shaped to a format's or block's taste before they are written.
 *
 * @param sliceBits wider words are cut into memories side by side, the one with the lowest bits first
 * @param depthMultiple zeros are added up to a multiple of so many words
 */
public record MemoryCut(int sliceBits, int depthMultiple) {

    private static final MemoryCut NONE = new MemoryCut(Integer.MAX_VALUE, 1);

    public MemoryCut {
        checkArgument(sliceBits >= 1, "slices of %s bits", sliceBits);
        checkArgument(depthMultiple >= 1 && depthMultiple <= 1 << 20, "a multiple of %s words", depthMultiple);
    }

    /** Memories as they are. */
    public static MemoryCut none() {
        return NONE;
    }

    /** The memory, or its slices, by name. */
    ImmutableMap<String, MemoryImage> of(String name, MemoryImage image) {
        int rest = image.depthWords() % depthMultiple;
        MemoryImage padded = rest == 0 ? image : image.paddedTo(image.depthWords() + depthMultiple - rest);
        if (padded.wordBits() <= sliceBits) {
            return ImmutableMap.of(name, padded);
        }
        ImmutableMap.Builder<String, MemoryImage> slices = ImmutableMap.builder();
        for (int first = 0, i = 0; first < padded.wordBits(); first += sliceBits, i++) {
            slices.put(name + "_" + i, padded.bitsOf(first, Math.min(sliceBits, padded.wordBits() - first)));
        }
        return slices.buildOrThrow();
    }
}
