package dev.shingle.fpga.blocks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.math.LongMath;
import dev.shingle.fpga.memory.Refusal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of memory block, with the shapes that it can take when one port writes and another reads. A memory of W bits and D
 * words is tiled with blocks of one shape, and the shape is chosen that needs fewest:
 *
 * <pre>
 *   blocks(W, D) = min over shapes (w, d) of ceil(W/w) * ceil(D/d)
 *
 *   64 bits x 9,000 words of RAMB18:   36 x 512 -&gt; 2*18 = 36    9 x 2048 -&gt; 8*5 = 40    ...
 * </pre>
 *
 * Blocks that are stacked need a multiplexer for their results, which is not counted here.
 */
public enum BlockKind {
    /** AMD 7 series, UltraScale and UltraScale+; a RAMB36 is two of them. */
    RAMB18("RAMB18", true, true, "1x16384 2x8192 4x4096 9x2048 18x1024 36x512"),
    /** AMD UltraScale+. */
    URAM288("URAM288", false, true, "72x4096"),
    /** Intel MAX 10, Cyclone III and IV. */
    M9K("M9K", true, true, "1x8192 2x4096 4x2048 9x1024 18x512 36x256"),
    /** Intel Stratix V, Arria 10, Cyclone 10 GX and later. */
    M20K("M20K", true, true, "1x16384 2x8192 5x4096 10x2048 20x1024 40x512"),
    /** Lattice iCE40, the embedded block RAM of all of them. */
    ICE40_EBR("EBR", true, true, "2x2048 4x1024 8x512 16x256"),
    /** Lattice iCE40 UltraPlus. */
    ICE40_SPRAM("SPRAM", false, false, "16x16384"),
    /** Lattice ECP5; 36 bits wide it is called PDPW16KD. */
    DP16KD("DP16KD", true, true, "1x16384 2x8192 4x4096 9x2048 18x1024 36x512"),
    /** Gowin LittleBee and Arora. */
    BSRAM("BSRAM", true, true, "1x16384 2x8192 4x4096 9x2048 18x1024 36x512");

    /** A width and a depth that a block can have. */
    public record BlockShape(int wordBits, int depthWords) {

        /** {@code 36x512} for 512 words of 36 bits. */
        static BlockShape parse(String text) {
            int x = text.indexOf('x');
            return new BlockShape(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
        }
    }

    private final String displayName;
    private final boolean initialisable;
    private final boolean twoPorts;

    @SuppressWarnings("ImmutableEnumChecker") // a record of two numbers
    private final ImmutableList<BlockShape> shapes;

    BlockKind(String displayName, boolean initialisable, boolean twoPorts, String shapes) {
        this.displayName = displayName;
        this.initialisable = initialisable;
        this.twoPorts = twoPorts;
        ImmutableList.Builder<BlockShape> parsed = ImmutableList.builder();
        for (String shape : shapes.split(" ", -1)) {
            parsed.add(BlockShape.parse(shape));
        }
        this.shapes = parsed.build();
    }

    /** What the vendor calls it. */
    public String displayName() {
        return displayName;
    }

    /** Whether the bitstream can say what it holds. */
    public boolean initialisable() {
        return initialisable;
    }

    /** Whether it can be read and written in the same cycle. */
    public boolean twoPorts() {
        return twoPorts;
    }

    public ImmutableList<BlockShape> shapes() {
        return shapes;
    }

    /** Blocks of a memory. */
    public long blocks(long wordBits, long depthWords) {
        checkArgument(wordBits >= 1 && depthWords >= 0, "%s words of %s bits", depthWords, wordBits);
        return shapes.stream()
                .mapToLong(shape -> Math.multiplyExact(
                        LongMath.divide(wordBits, shape.wordBits(), RoundingMode.CEILING),
                        LongMath.divide(depthWords, shape.depthWords(), RoundingMode.CEILING)))
                .min()
                .orElseThrow();
    }

    /** Why a memory cannot be made of these blocks. */
    public Optional<Refusal> refusal(MemoryDemand demand) {
        if (demand.initialised() && !initialisable) {
            return Optional.of(new Refusal(
                    "%s cannot be initialised by the bitstream, and %s is".formatted(displayName, demand.name()),
                    "fill it by a loader after configuration, or make %s of other blocks".formatted(demand.name())));
        }
        if (demand.twoPorts() && !twoPorts) {
            return Optional.of(new Refusal(
                    "%s has a single port, and %s is read and written in the same cycle"
                            .formatted(displayName, demand.name()),
                    "make it of other blocks, or use the single-port variant of the scratchpad"));
        }
        return Optional.empty();
    }

    /** So many of them, for people: halves of a RAMB36 are shown as such. */
    public String describe(long blocks) {
        return this == RAMB18
                ? String.format(Locale.ROOT, "%s RAMB36", halves(blocks))
                : String.format(Locale.ROOT, "%,d %s", blocks, displayName);
    }

    private static String halves(long blocks) {
        return String.format(Locale.ROOT, "%,d%s", blocks / 2, blocks % 2 == 0 ? "" : ".5");
    }
}
