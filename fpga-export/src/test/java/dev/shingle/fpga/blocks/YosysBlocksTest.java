package dev.shingle.fpga.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Yosys makes of memories that are written and read at once, against the formula. */
class YosysBlocksTest {

    private record Memory(int wordBits, int depthWords) {

        String module() {
            return "m" + wordBits + "x" + depthWords;
        }

        String verilog() {
            return """
                    module %s(input clk, we, input [15:0] wa, ra, input [%d:0] d, output reg [%d:0] q);
                      (* no_rw_check *) (* ram_style = "block" *) reg [%d:0] memory [0:%d];
                      always @(posedge clk) begin
                        if (we) memory[wa] <= d;
                        q <= memory[ra];
                      end
                    endmodule
                    """.formatted(module(), wordBits - 1, wordBits - 1, wordBits - 1, depthWords - 1);
        }
    }

    private static final ImmutableList<Memory> MEMORIES = ImmutableList.of(
            new Memory(8, 16384),
            new Memory(16, 1024),
            new Memory(9, 2048),
            new Memory(32, 3000),
            new Memory(64, 2048),
            new Memory(72, 512),
            new Memory(64, 8928));

    private static final Pattern MODULE = Pattern.compile("=== (\\w+) ===");
    private static final Pattern CELL = Pattern.compile("(DP16KD|PDPW16KD|RAMB18E1|RAMB36E1|SB_RAM40_4K) +(\\d+)");

    /** Blocks of a RAMB36 count twice. */
    private static final ImmutableMap<String, Integer> WORTH = ImmutableMap.of("RAMB36E1", 2);

    @TempDir
    private Path folder;

    @BeforeEach
    void yosysIsThere() {
        ExternalTool.assume("yosys", "yosys");
    }

    @Test
    void ecp5() throws Exception {
        Map<Memory, Long> found = synthesise("synth_ecp5 -noflatten");
        MEMORIES.forEach(memory -> assertThat(found.get(memory))
                .as(memory.module())
                .isEqualTo(BlockKind.DP16KD.blocks(memory.wordBits(), memory.depthWords())));
    }

    @Test
    void series7() throws Exception {
        Map<Memory, Long> found = synthesise("synth_xilinx");
        MEMORIES.forEach(memory -> assertThat(found.get(memory))
                .as(memory.module())
                .isEqualTo(BlockKind.RAMB18.blocks(memory.wordBits(), memory.depthWords())));
    }

    /**
     * The exception: Yosys weighs the multiplexers of stacked blocks as well, so for a deep memory it may take a few blocks
     * more than the least (64 bits x 8,928 words: 144 instead of 140 with version 0.23).
     */
    @Test
    void ice40() throws Exception {
        Map<Memory, Long> found = synthesise("synth_ice40 -noflatten");
        int exact = 0;
        for (Memory memory : MEMORIES) {
            long formula = BlockKind.ICE40_EBR.blocks(memory.wordBits(), memory.depthWords());
            assertThat(found.get(memory)).as(memory.module()).isBetween(formula, formula * 106 / 100);
            exact += found.get(memory) == formula ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(MEMORIES.size() - 2);
    }

    private Map<Memory, Long> synthesise(String script) throws Exception {
        StringBuilder verilog = new StringBuilder();
        MEMORIES.forEach(memory -> verilog.append(memory.verilog()));
        verilog.append("module top(input clk, we, input [15:0] wa, ra, input [1023:0] d, output [15:0] q);\n");
        for (int i = 0; i < MEMORIES.size(); i++) {
            Memory memory = MEMORIES.get(i);
            verilog.append("wire [%d:0] q%d; %s i%d(clk, we, wa, ra, d[%d:0], q%d); assign q[%d] = ^q%d;%n"
                    .formatted(memory.wordBits() - 1, i, memory.module(), i, memory.wordBits() - 1, i, i, i));
        }
        Files.writeString(folder.resolve("memories.v"), verilog.append("endmodule\n"));
        String output = ExternalTool.run(
                folder, "yosys", "-p", "read_verilog memories.v; " + script + " -top top -run begin:map_ffram; stat");
        return counts(output);
    }

    private static Map<Memory, Long> counts(String output) {
        Map<String, Long> counts = new HashMap<>();
        String module = "";
        for (String line : output.lines().toList()) {
            Matcher heading = MODULE.matcher(line);
            Matcher cell = CELL.matcher(line);
            if (heading.find()) {
                module = heading.group(1);
            } else if (cell.find()) {
                long worth = WORTH.getOrDefault(cell.group(1), 1);
                counts.merge(module, worth * Long.parseLong(cell.group(2)), Long::sum);
            }
        }
        Map<Memory, Long> found = new HashMap<>();
        MEMORIES.forEach(memory -> found.put(memory, counts.getOrDefault(memory.module(), 0L)));
        return found;
    }
}
