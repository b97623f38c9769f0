package dev.shingle.fpga.blocks;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.ExternalTool;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Yosys makes of memories, against our account of how it chooses: each number has to be the same. */
class YosysBlocksTest {

    private record Memory(int wordBits, int depthWords, boolean readOnly) {

        String module() {
            return (readOnly ? "rom" : "ram") + wordBits + "x" + depthWords;
        }

        MemoryDemand demand() {
            return new MemoryDemand(module(), wordBits, depthWords, readOnly, !readOnly);
        }

        String verilog() {
            return """
                    module %s(input clk, we, re, input [15:0] wa, ra, input [%2$d:0] d, output reg [%2$d:0] q);
                      (* no_rw_check *) (* ram_style = "block" *) reg [%2$d:0] memory [0:%3$d];
                      %4$s
                      always @(posedge clk) if (re) q <= memory[ra];
                    endmodule
                    """.formatted(
                            module(),
                            wordBits - 1,
                            depthWords - 1,
                            readOnly
                                    ? "initial $readmemh(\"" + module() + ".hex\", memory);"
                                    : "always @(posedge clk) if (we) memory[wa] <= d;");
        }

        /** Without pattern: of bits that are always the same nothing is built. */
        String contents(Random random) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < depthWords; i++) {
                text.append(new BigInteger(wordBits, random).toString(16)).append('\n');
            }
            return text.toString();
        }
    }

    /** Some where the formula, or the formula without its widest shape, is not what Yosys does; others at random. */
    private static final ImmutableList<Memory> MEMORIES = Stream.concat(
                    Stream.of(
                            new Memory(8, 16384, false),
                            new Memory(16, 1024, false),
                            new Memory(9, 1536, false),
                            new Memory(72, 512, false),
                            new Memory(64, 8928, false),
                            new Memory(16, 2568, false),
                            new Memory(64, 9603, false),
                            new Memory(12, 80, false),
                            new Memory(9, 768, true),
                            new Memory(40, 300, true),
                            new Memory(22, 513, true)),
                    random(new Random(7), 40))
            .distinct()
            .collect(toImmutableList());

    private static Stream<Memory> random(Random random, int count) {
        return Stream.generate(() -> new Memory(
                        random.nextBoolean() ? 8 << random.nextInt(5) : 1 + random.nextInt(150),
                        (int) Math.pow(2, 7 + 7 * random.nextDouble()),
                        false))
                .limit(count);
    }

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

    @ParameterizedTest
    @CsvSource({"ICE40, synth_ice40 -noflatten", "ECP5, synth_ecp5 -noflatten", "SERIES_7, synth_xilinx"})
    void asManyAsTheRuleSays(Family family, String script) throws Exception {
        Map<Memory, Long> found = synthesise(script);
        BlockKind kind = family.kinds().get(0);
        int asTheFormula = 0;
        for (Memory memory : MEMORIES) {
            assertThat(found.get(memory))
                    .as(memory.module())
                    .isEqualTo(BlockCounting.YOSYS.blocks(family, kind, memory.demand()));
            asTheFormula += found.get(memory) == kind.blocks(memory.wordBits(), memory.depthWords()) ? 1 : 0;
        }
        assertThat(asTheFormula).isBetween(MEMORIES.size() / 2, MEMORIES.size() - 2);
    }

    private Map<Memory, Long> synthesise(String script) throws Exception {
        StringBuilder verilog = new StringBuilder();
        for (Memory memory : MEMORIES) {
            verilog.append(memory.verilog());
            if (memory.readOnly()) {
                Files.writeString(folder.resolve(memory.module() + ".hex"), memory.contents(new Random(1)));
            }
        }
        verilog.append("module top(input clk, we, re, input [15:0] wa, ra, input [1023:0] d, output [%d:0] q);%n"
                .formatted(MEMORIES.size() - 1));
        for (int i = 0; i < MEMORIES.size(); i++) {
            Memory memory = MEMORIES.get(i);
            verilog.append("wire [%d:0] q%d; %s i%d(clk, we, re, wa, ra, d[%d:0], q%d); assign q[%d] = ^q%d;%n"
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
