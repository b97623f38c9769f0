package dev.shingle.fpga.camera;

import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Family;
import dev.shingle.fpga.blocks.Part;
import java.util.Optional;

/**
 * How Yosys makes a netlist for a part.
 *
 * @param command its command, without the top
 * @param ending what comes after the command
 * @param blockCells names of its memory blocks in the netlist, as an extended regular expression
 */
record Synthesis(String command, String ending, String blockCells) {

    private static final String CHECK = "check -assert";

    /** No part in particular: memories stay memories and are listed as such. */
    private static final Synthesis GENERIC = new Synthesis("prep", "opt_clean -purge", "[$]mem(_v2)?");

    static Synthesis of(Optional<Part> part) {
        return part.map(Synthesis::of).orElse(GENERIC);
    }

    private static Synthesis of(Part part) {
        return switch (part.family()) {
            case ICE40 -> new Synthesis(ice40(part), CHECK, "SB_RAM40_4K|SB_SPRAM256KA");
            case ECP5 -> new Synthesis("synth_ecp5", CHECK, "DP16KD|PDPW16KD");
            case SERIES_7 -> new Synthesis("synth_xilinx -family xc7", CHECK, "RAMB18E1|RAMB36E1");
            case ULTRASCALE_PLUS -> new Synthesis("synth_xilinx -family xcup", CHECK, "RAMB18E2|RAMB36E2|URAM288");
            case GOWIN -> new Synthesis("synth_gowin", CHECK, "(SDP|SDPX9|DP|DPX9|SP|SPX9|pROM|pROMX9)B?");
            case M9K, M20K -> GENERIC;
        };
    }

    /** Only UltraPlus parts have multipliers, and only they have SPRAM. */
    private static String ice40(Part part) {
        return part.blocksOf(BlockKind.ICE40_SPRAM) > 0 ? "synth_ice40 -device u -dsp" : "synth_ice40";
    }

    /** Lanes that suit a family: as many multipliers as even its smaller parts have room for. */
    static int lanes(Optional<Part> part) {
        return part.filter(given -> given.family() == Family.ICE40).isPresent() ? 2 : 8;
    }
}
