package dev.shingle.fpga.blocks;

/** By which rule the blocks of a memory are counted. */
public enum BlockCounting {
    /** The fewest of one shape: {@link BlockKind#blocks}. */
    FORMULA(""),
    /** As many as Yosys takes, where its choice is known (iCE40, ECP5, 7 series); of read-only memories at most as many. */
    YOSYS(" as Yosys 0.23 builds it");

    private final String remark;

    BlockCounting(String remark) {
        this.remark = remark;
    }

    /** What has to be said of a count where the two differ; it follows the count. */
    String remark() {
        return remark;
    }

    /** Blocks of one memory. */
    public long blocks(Family family, BlockKind kind, MemoryDemand demand) {
        long formula = kind.blocks(demand.wordBits(), demand.depthWords());
        return this == YOSYS ? YosysBlocks.of(family, kind, demand).orElse(formula) : formula;
    }
}
