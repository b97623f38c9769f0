package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The abilities of an accelerator that decide which placements are safe.
 *
 * @param name how reports call it
 * @param source what the description was taken from
 * @param layout words, packing and padding of tensors
 * @param writeGranularity what hits the scratchpad at once
 * @param lineBufferRows input rows held outside the scratchpad; 0 means none. A windowed layer whose kernel extent fits
 *     reads every scratchpad word once, in order; any other layer reads the scratchpad directly
 * @param groupOrder order of the channel groups inside a pixel in reverse traversal
 * @param traversals directions in which a layer can run; each layer picks one
 * @param addressing linear or circular
 * @param alignmentWords every buffer starts at a multiple of this
 * @param capacityBytes the scratchpad's size, when it is given
 * @param engine what computes beside it, when that is given; no placement depends on it
 */
public record Machine(
        String name,
        String source,
        Layout layout,
        WriteGranularity writeGranularity,
        int lineBufferRows,
        GroupOrder groupOrder,
        ImmutableSet<Traversal> traversals,
        Addressing addressing,
        int alignmentWords,
        OptionalLong capacityBytes,
        Optional<Engine> engine) {

    public Machine {
        checkArgument(!traversals.isEmpty(), "machine %s cannot run a layer in any direction", name);
        checkArgument(alignmentWords >= 1, "machine %s aligns to %s words", name, alignmentWords);
        checkArgument(lineBufferRows >= 0, "machine %s has a line buffer of %s rows", name, lineBufferRows);
        checkArgument(
                capacityBytes.isEmpty() || capacityBytes.getAsLong() >= 0, "machine %s has a negative capacity", name);
    }

    /** A machine of whose engine nothing is said. */
    public Machine(
            String name,
            String source,
            Layout layout,
            WriteGranularity writeGranularity,
            int lineBufferRows,
            GroupOrder groupOrder,
            ImmutableSet<Traversal> traversals,
            Addressing addressing,
            int alignmentWords,
            OptionalLong capacityBytes) {
        this(
                name,
                source,
                layout,
                writeGranularity,
                lineBufferRows,
                groupOrder,
                traversals,
                addressing,
                alignmentWords,
                capacityBytes,
                Optional.empty());
    }

    /** The same machine with another engine. */
    public Machine withEngine(Optional<Engine> newEngine) {
        return new Machine(
                name,
                source,
                layout,
                writeGranularity,
                lineBufferRows,
                groupOrder,
                traversals,
                addressing,
                alignmentWords,
                capacityBytes,
                newEngine);
    }

    /** The same machine with another scratchpad. */
    public Machine withCapacityBytes(OptionalLong newCapacityBytes) {
        return new Machine(
                name,
                source,
                layout,
                writeGranularity,
                lineBufferRows,
                groupOrder,
                traversals,
                addressing,
                alignmentWords,
                newCapacityBytes,
                engine);
    }
}
