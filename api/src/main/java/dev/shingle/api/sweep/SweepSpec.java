package dev.shingle.api.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.variant.BitWidths;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.networks.resize.ImageSize;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What is swept: the product of five lists. An empty entry of a list means the network as it is.
 *
 * @param networks what is loaded
 * @param resolutions of the input image
 * @param widths width multipliers
 * @param bits of activations and weights
 * @param machines on which each is planned
 * @param blocks kinds of block RAM that are counted for each scratchpad
 * @param searchNodes how much the search for a plan may try, in placements of one buffer
 */
public record SweepSpec(
        ImmutableList<NetworkEntry> networks,
        ImmutableList<Optional<ImageSize>> resolutions,
        ImmutableList<Optional<BigDecimal>> widths,
        ImmutableList<Optional<BitWidths>> bits,
        ImmutableList<MachineEntry> machines,
        ImmutableList<BlockKind> blocks,
        long searchNodes) {

    /** More rows than that are no table any more. */
    public static final int MOST_POINTS = 1_000_000;

    public SweepSpec {
        requireTable(networks.size(), resolutions.size(), widths.size(), bits.size(), machines.size());
        checkArgument(searchNodes >= 0, "%s search nodes", searchNodes);
    }

    /** Lists of these lengths make a table that is neither empty nor too long. */
    static void requireTable(long... lengths) {
        long points = LongStream.of(lengths).reduce(1, (a, b) -> Math.min(MOST_POINTS + 1L, a * b));
        checkArgument(points >= 1, "a list without entries");
        checkArgument(points <= MOST_POINTS, "more than %s points", MOST_POINTS);
    }

    /**
     * A network.
     *
     * @param label how the table calls it
     * @param source file or zoo specification
     * @param fingerprint of the file's contents; empty for the zoo
     */
    public record NetworkEntry(String label, String source, String fingerprint) {}

    /**
     * A machine.
     *
     * @param label how the table calls it
     * @param machine it; its capacity plays no part
     */
    public record MachineEntry(String label, Machine machine) {}
}
