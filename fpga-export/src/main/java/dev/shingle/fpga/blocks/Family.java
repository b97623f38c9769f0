package dev.shingle.fpga.blocks;

import com.google.common.collect.ImmutableList;

/** Parts with the same kinds of blocks, the one for everything first. */
public enum Family {
    SERIES_7("7 series", BlockKind.RAMB18),
    ULTRASCALE_PLUS("UltraScale+", BlockKind.RAMB18, BlockKind.URAM288),
    M9K("MAX 10, Cyclone IV", BlockKind.M9K),
    M20K("Arria 10, Cyclone 10 GX", BlockKind.M20K),
    ICE40("iCE40", BlockKind.ICE40_EBR, BlockKind.ICE40_SPRAM),
    ECP5("ECP5", BlockKind.DP16KD),
    GOWIN("Gowin", BlockKind.BSRAM);

    private final String displayName;
    private final ImmutableList<BlockKind> kinds;

    Family(String displayName, BlockKind... kinds) {
        this.displayName = displayName;
        this.kinds = ImmutableList.copyOf(kinds);
    }

    public String displayName() {
        return displayName;
    }

    public ImmutableList<BlockKind> kinds() {
        return kinds;
    }
}
