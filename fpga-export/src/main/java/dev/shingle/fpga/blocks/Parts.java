package dev.shingle.fpga.blocks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.Optional;

/** Parts whose number of blocks is known. */
public final class Parts {

    private static final String SERIES_7 = "AMD DS180, 7 Series FPGAs Data Sheet: Overview";
    private static final String ZYNQ = "AMD DS190, Zynq-7000 SoC Data Sheet: Overview";
    private static final String ZYNQ_PLUS = "AMD DS891, Zynq UltraScale+ MPSoC Data Sheet: Overview";
    private static final String ULTRAPLUS = "Lattice FPGA-DS-02008, iCE40 UltraPlus Family Data Sheet";
    private static final String ICE40 = "Lattice FPGA-DS-02029, iCE40 LP/HX Family Data Sheet";
    private static final String ECP5 = "Lattice FPGA-DS-02012, ECP5 and ECP5-5G Family Data Sheet";
    private static final String MAX10 = "Intel M10-OVERVIEW, MAX 10 FPGA Device Overview";
    private static final String CYCLONE4 = "Intel CYIV-51001, Cyclone IV FPGA Device Family Overview";
    private static final String CYCLONE10 = "Intel C10GX51001, Cyclone 10 GX Device Overview";
    private static final String GOWIN_1 = "Gowin DS117, GW1NR Series of FPGA Products Data Sheet";
    private static final String GOWIN_2 = "Gowin DS226, GW2AR Series of FPGA Products Data Sheet";

    private static final ImmutableList<Part> ALL = ImmutableList.of(
            ice40("up3k", 20, 4, ULTRAPLUS),
            ice40("up5k", 30, 4, ULTRAPLUS),
            ice40("hx1k", 16, 0, ICE40),
            ice40("hx4k", 20, 0, ICE40),
            ice40("hx8k", 32, 0, ICE40),
            part("ecp5-25f", Family.ECP5, BlockKind.DP16KD, 56, ECP5),
            part("ecp5-45f", Family.ECP5, BlockKind.DP16KD, 108, ECP5),
            part("ecp5-85f", Family.ECP5, BlockKind.DP16KD, 208, ECP5),
            // DS180 and its like count blocks of 36 Kbit; two RAMB18 each.
            part("xc7s25", Family.SERIES_7, BlockKind.RAMB18, 2 * 45, SERIES_7),
            part("xc7s50", Family.SERIES_7, BlockKind.RAMB18, 2 * 75, SERIES_7),
            part("xc7a15t", Family.SERIES_7, BlockKind.RAMB18, 2 * 25, SERIES_7),
            part("xc7a35t", Family.SERIES_7, BlockKind.RAMB18, 2 * 50, SERIES_7),
            part("xc7a50t", Family.SERIES_7, BlockKind.RAMB18, 2 * 75, SERIES_7),
            part("xc7a100t", Family.SERIES_7, BlockKind.RAMB18, 2 * 135, SERIES_7),
            part("xc7a200t", Family.SERIES_7, BlockKind.RAMB18, 2 * 365, SERIES_7),
            part("xc7z010", Family.SERIES_7, BlockKind.RAMB18, 2 * 60, ZYNQ),
            part("xc7z020", Family.SERIES_7, BlockKind.RAMB18, 2 * 140, ZYNQ),
            ultraScale("xczu3eg", 216, 0),
            ultraScale("xczu4ev", 128, 48),
            ultraScale("xczu5ev", 144, 64),
            ultraScale("xczu7ev", 312, 96),
            part("10m08", Family.M9K, BlockKind.M9K, 42, MAX10),
            part("10m50", Family.M9K, BlockKind.M9K, 182, MAX10),
            part("ep4ce22", Family.M9K, BlockKind.M9K, 66, CYCLONE4),
            part("ep4ce115", Family.M9K, BlockKind.M9K, 432, CYCLONE4),
            part("10cx220", Family.M20K, BlockKind.M20K, 587, CYCLONE10),
            part("gw1nr-9", Family.GOWIN, BlockKind.BSRAM, 26, GOWIN_1),
            part("gw2ar-18", Family.GOWIN, BlockKind.BSRAM, 46, GOWIN_2));

    private Parts() {}

    /** Every part, by family. */
    public static ImmutableList<Part> all() {
        return ALL;
    }

    /** The part of that name, in capital letters or small ones. */
    public static Optional<Part> byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(part -> part.name().equals(wanted)).findFirst();
    }

    private static Part part(String name, Family family, BlockKind kind, int blocks, String source) {
        return new Part(name, family, ImmutableMap.of(kind, blocks), source);
    }

    private static Part ice40(String name, int blocks, int singlePort, String source) {
        return new Part(
                name,
                Family.ICE40,
                ImmutableMap.of(BlockKind.ICE40_EBR, blocks, BlockKind.ICE40_SPRAM, singlePort),
                source);
    }

    private static Part ultraScale(String name, int blocks36, int ultra) {
        return new Part(
                name,
                Family.ULTRASCALE_PLUS,
                ImmutableMap.of(BlockKind.RAMB18, 2 * blocks36, BlockKind.URAM288, ultra),
                ZYNQ_PLUS);
    }
}
