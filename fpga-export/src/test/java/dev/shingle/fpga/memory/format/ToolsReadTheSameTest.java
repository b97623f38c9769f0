package dev.shingle.fpga.memory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real tools read a file and print what they have read; every word is compared, no exit code is trusted. */
class ToolsReadTheSameTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1, 5", "8, 300", "37, 19", "64, 1000", "1024, 9"})
    void icarus(int wordBits, int depth) throws Exception {
        ExternalTool.assume("iverilog", "iverilog");
        MemoryImage image = written("mem", wordBits, depth);
        verilog("dump.v", wordBits, depth);
        ExternalTool.run(folder, "iverilog", "-g2012", "-o", "dump", "dump.v");
        assertThat(words(ExternalTool.run(folder, "vvp", "-n", "dump"))).isEqualTo(words(image));
    }

    @ParameterizedTest
    @CsvSource({"37, 19", "64, 1000"})
    void verilator(int wordBits, int depth) throws Exception {
        ExternalTool.assume("verilator", "verilator");
        MemoryImage image = written("mem", wordBits, depth);
        verilog("dump.v", wordBits, depth);
        ExternalTool.run(folder, "verilator", "--binary", "--timing", "-Wno-fatal", "-O0", "--Mdir", "obj", "dump.v");
        String output = ExternalTool.run(folder, folder.resolve("obj/Vdump").toString());
        assertThat(words(output)).isEqualTo(words(image));
    }

    private void verilog(String file, int wordBits, int depth) throws IOException {
        Files.writeString(folder.resolve(file), """
                module dump;
                  reg [%d:0] memory [0:%d];
                  integer i;
                  initial begin
                    $readmemh("image.mem", memory);
                    for (i = 0; i < %d; i = i + 1) $display("word %%h", memory[i]);
                    $finish;
                  end
                endmodule
                """.formatted(wordBits - 1, depth - 1, depth));
    }

    /** Yosys keeps what it read as constants of the memory's initial contents. */
    @ParameterizedTest
    @CsvSource({"8, 300", "37, 19"})
    void yosys(int wordBits, int depth) throws Exception {
        ExternalTool.assume("yosys", "yosys");
        MemoryImage image = written("mem", wordBits, depth);
        Files.writeString(folder.resolve("rom.v"), """
                module rom(input clk, input [15:0] a, output reg [%d:0] q);
                  reg [%d:0] memory [0:%d];
                  initial $readmemh("image.mem", memory);
                  always @(posedge clk) q <= memory[a];
                endmodule
                """.formatted(wordBits - 1, wordBits - 1, depth - 1));
        ExternalTool.run(
                folder, "yosys", "-q", "-p", "read_verilog rom.v; proc; opt; memory -nomap; write_rtlil rom.il");
        String netlist = Files.readString(folder.resolve("rom.il"));
        Matcher init = Pattern.compile("parameter \\\\INIT \\d+'([01x]+)").matcher(netlist);
        assertThat(init.find()).as(netlist).isTrue();
        String bits = init.group(1);
        List<BigInteger> found = new ArrayList<>();
        for (int end = bits.length(); end > 0 && found.size() < depth; end -= wordBits) {
            found.add(new BigInteger(bits.substring(end - wordBits, end), 2));
        }
        assertThat(found).isEqualTo(words(image));
    }

    @ParameterizedTest
    @CsvSource({"4, 300", "40, 33", "128, 50"})
    void ghdl(int wordBits, int depth) throws Exception {
        ExternalTool.assume("ghdl", "ghdl");
        MemoryImage image = written("textio", wordBits, depth);
        Files.writeString(folder.resolve("dump.vhdl"), """
                use std.textio.all;
                library ieee;
                use ieee.std_logic_1164.all;
                entity dump is end;
                architecture sim of dump is
                begin
                  process
                    file image : text open read_mode is "image.txt";
                    variable l, o : line;
                    variable word : std_logic_vector(%d downto 0);
                    variable good : boolean;
                  begin
                    while not endfile(image) loop
                      readline(image, l);
                      hread(l, word, good);
                      assert good severity failure;
                      write(o, string'("word "));
                      hwrite(o, word);
                      writeline(output, o);
                    end loop;
                    wait;
                  end process;
                end;
                """.formatted(wordBits - 1));
        ExternalTool.run(folder, "ghdl", "-a", "--std=08", "dump.vhdl");
        ExternalTool.run(folder, "ghdl", "-e", "--std=08", "dump");
        assertThat(words(ExternalTool.run(folder, "ghdl", "-r", "--std=08", "dump")))
                .isEqualTo(words(image));
    }

    /**
     * icebram exchanges one file's contents for another's in a placed design. That design is made here: one block whose
     * contents are those of a random file, then exchanged, and the block is read out again bit by bit.
     */
    @Test
    void icebram() throws Exception {
        ExternalTool.assume("icebram", "icestorm");
        Random random = new Random(7);
        MemoryImage before = MemoryFormatContractTest.image(WordLayout.of(16, 8), 256, random);
        MemoryImage after = MemoryFormatContractTest.image(WordLayout.of(16, 8), 256, random);
        Files.write(folder.resolve("before.hex"), format("icebram").write("before", before));
        Files.write(folder.resolve("after.hex"), format("icebram").write("after", after));
        Files.writeString(folder.resolve("design.asc"), block(before));
        String changed =
                ExternalTool.runWithInput(folder, folder.resolve("design.asc"), "icebram", "before.hex", "after.hex");
        assertThat(changed).isEqualTo(block(after));
    }

    /** A block's section of a placed design: 16 lines of 64 digits, word 0 at the right end of the first line. */
    private static String block(MemoryImage image) {
        StringBuilder text = new StringBuilder(".device 1k\n.ram_data 3 1\n");
        for (int line = 0; line < 16; line++) {
            for (int word = 15; word >= 0; word--) {
                text.append(String.format(
                        Locale.ROOT, "%04x", image.word(16 * line + word).intValue()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The C header, and the size that it asserts. */
    @Test
    void cCompiler() throws Exception {
        assumeTrue(ExternalTool.isInstalled("gcc"), "gcc is not installed");
        MemoryImage image = MemoryFormatContractTest.image(WordLayout.of(24, 8), 100, new Random(5));
        Files.write(folder.resolve("image.h"), format("c").write("image", image));
        Files.writeString(folder.resolve("dump.c"), """
                #include <stdio.h>
                #include "image.h"
                int main(void) {
                  for (unsigned i = 0; i < sizeof(image); i += 3)
                    printf("word %02x%02x%02x\\n", image[i + 2], image[i + 1], image[i]);
                  return 0;
                }
                """);
        ExternalTool.run(folder, "gcc", "-Wall", "-Wextra", "-Werror", "-pedantic", "-std=c11", "-o", "dump", "dump.c");
        assertThat(words(ExternalTool.run(folder, folder.resolve("dump").toString())))
                .isEqualTo(words(image));
    }

    /** The records of a loader's file, turned into bytes by objcopy. */
    @ParameterizedTest
    @CsvSource({"8, 300", "40, 33", "64, 20000"})
    void objcopy(int wordBits, int depth) throws Exception {
        assumeTrue(ExternalTool.isInstalled("objcopy"), "gcc: objcopy is not installed");
        MemoryImage image = written("ihex", wordBits, depth);
        String file = "image." + format("ihex").ending();
        ExternalTool.run(folder, "objcopy", "-I", "ihex", "-O", "binary", file, "bytes");
        assertThat(Files.readAllBytes(folder.resolve("bytes"))).isEqualTo(image.bytes());
    }

    /** Bytes as they are, in the order of their addresses. */
    @Test
    void icarusReadsBytes() throws Exception {
        ExternalTool.assume("iverilog", "iverilog");
        MemoryImage image = written("bin", 64, 50);
        Files.writeString(folder.resolve("dump.v"), """
                module dump;
                  reg [7:0] memory [0:399];
                  integer i, file, got;
                  initial begin
                    file = $fopen("image.%s", "rb");
                    got = $fread(memory, file);
                    for (i = 0; i < 400; i = i + 8)
                      $display("word %%h", {memory[i+7], memory[i+6], memory[i+5], memory[i+4],
                                           memory[i+3], memory[i+2], memory[i+1], memory[i]});
                    $finish;
                  end
                endmodule
                """.formatted(format("bin").ending()));
        ExternalTool.run(folder, "iverilog", "-g2012", "-o", "dump", "dump.v");
        assertThat(words(ExternalTool.run(folder, "vvp", "-n", "dump"))).isEqualTo(words(image));
    }

    private MemoryImage written(String format, int wordBits, int depth) throws IOException {
        MemoryImage image = MemoryFormatContractTest.image(WordLayout.ofBytes(wordBits), depth, new Random(wordBits));
        MemoryFormat kind = format(format);
        Files.write(folder.resolve("image." + kind.ending()), kind.write("image", image));
        return image;
    }

    private static MemoryFormat format(String name) {
        return MemoryFormats.byName(name).orElseThrow();
    }

    private static ImmutableList<BigInteger> words(MemoryImage image) {
        ImmutableList.Builder<BigInteger> words = ImmutableList.builder();
        for (int address = 0; address < image.depthWords(); address++) {
            words.add(image.word(address));
        }
        return words.build();
    }

    /** What was printed; a digit that is not known fails here. */
    private static List<BigInteger> words(String output) {
        assertThat(output.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        return output.lines()
                .filter(line -> line.startsWith("word "))
                .map(line -> new BigInteger(line.substring(5).strip(), 16))
                .toList();
    }
}
