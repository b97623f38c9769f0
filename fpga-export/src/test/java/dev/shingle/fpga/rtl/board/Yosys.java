package dev.shingle.fpga.rtl.board;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Yosys makes block RAMs for a family, and what it calls them. */
enum Yosys {
    ECP5("synth_ecp5", BlockKind.DP16KD, ImmutableMap.of("DP16KD", 1, "PDPW16KD", 1)),
    SERIES_7("synth_xilinx", BlockKind.RAMB18, ImmutableMap.of("RAMB18E1", 1, "RAMB36E1", 2)),
    ICE40("synth_ice40", BlockKind.ICE40_EBR, ImmutableMap.of("SB_RAM40_4K", 1));

    private static final Path RTL = Path.of("rtl");

    private final String command;
    private final BlockKind kind;

    @SuppressWarnings("ImmutableEnumChecker") // of strings and integers
    private final ImmutableMap<String, Integer> blocks;

    Yosys(String command, BlockKind kind, ImmutableMap<String, Integer> blocks) {
        this.command = command;
        this.kind = kind;
        this.blocks = blocks;
    }

    Family family() {
        return switch (this) {
            case ECP5 -> Family.ECP5;
            case SERIES_7 -> Family.SERIES_7;
            case ICE40 -> Family.ICE40;
        };
    }

    BlockKind kind() {
        return kind;
    }

    /** Blocks in the scratchpad's own module, with these numbers. */
    long scratchpadBlocks(int wordBits, long words) throws IOException, InterruptedException {
        return count(
                RTL,
                ImmutableList.of("mem_sdp.sv"),
                "chparam -set WIDTH %d -set DEPTH %d mem_sdp; %s -top mem_sdp -run begin:map_ffram"
                        .formatted(wordBits, words, command));
    }

    /** Blocks in the whole accelerator, whose memory files are in the folder. */
    long acceleratorBlocks(Path folder, ImmutableMap<String, Long> parameters)
            throws IOException, InterruptedException {
        ImmutableList<String> sources = Files.readAllLines(RTL.resolve("design.f")).stream()
                .filter(name -> !name.startsWith("camera/"))
                .map(name -> RTL.resolve(name).toAbsolutePath().toString())
                .collect(toImmutableList());
        String numbers = parameters.entrySet().stream()
                .map(number -> " -set " + number.getKey() + " " + number.getValue())
                .collect(joining());
        return count(folder, sources, "chparam%s accel_top; %s -top accel_top".formatted(numbers, command));
    }

    private long count(Path folder, ImmutableList<String> sources, String script)
            throws IOException, InterruptedException {
        String output = ExternalTool.run(
                folder,
                "yosys",
                "-Q",
                "-T",
                "-p",
                "read_verilog -sv -defer %s; %s; flatten; stat".formatted(String.join(" ", sources), script));
        String statistics = output.substring(output.lastIndexOf("Number of cells:"));
        long found = 0;
        for (Map.Entry<String, Integer> block : blocks.entrySet()) {
            Matcher cell = Pattern.compile(" " + block.getKey() + " +(\\d+)\n").matcher(statistics);
            while (cell.find()) {
                found += block.getValue() * Long.parseLong(cell.group(1));
            }
        }
        return found;
    }
}
