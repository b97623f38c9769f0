package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.StrictMem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools take the RTL without a word. */
class ToolsTest {

    private static final int LINES = 1300;

    @ParameterizedTest
    @CsvSource({"2, 0, 1, 0", "4, 0, 0, 1", "8, 1, 0, 1", "8, 0, 0, 0", "16, 1, 1, 0"})
    void verilatorFindsNothing(int lanes, int circular, int singlePort, int singleRounding)
            throws IOException, InterruptedException {
        assumeTrue(Simulator.isInstalled("verilator"), "verilator is not installed");
        List<String> command = new ArrayList<>(List.of(
                "verilator",
                "--lint-only",
                "-Wall",
                "--top-module",
                "accel_top",
                "-GP=" + lanes,
                "-GCIRCULAR=1'b" + circular,
                "-GSINGLE_PORT=1'b" + singlePort,
                "-GSINGLE_ROUNDING=1'b" + singleRounding));
        command.addAll(Simulator.DESIGN);
        assertThat(Simulator.execute(Simulator.RTL, command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"synth_ice40 -dsp", "synth_ecp5"})
    void yosysSynthesisesIt(String synthesis, @TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Simulator.isInstalled("yosys"), "yosys is not installed");
        for (String name : List.of("descriptors", "bias")) {
            StrictMem.write(image(32), directory.resolve(name + ".mem"));
        }
        StrictMem.write(image(40), directory.resolve("requant.mem"));
        StrictMem.write(image(32), directory.resolve("weights.mem"));
        ImmutableList<String> files = Simulator.DESIGN.stream()
                .map(name -> Simulator.RTL.resolve(name).toAbsolutePath().toString())
                .collect(ImmutableList.toImmutableList());
        String script = "read_verilog -sv -defer " + String.join(" ", files)
                + "; chparam -set P 2 -set SCRATCH_WORDS 512 -set WEIGHT_WORDS 32 -set PARAM_WORDS 32 -set LAYERS 1"
                + " -set ADDRESS_BITS 9 -set LAYER_BITS 1 -set COORD_BITS 6 accel_top; "
                + synthesis + " -top accel_top; check -assert";
        assertThat(Simulator.execute(directory, List.of("yosys", "-q", "-p", script))
                        .lines())
                .noneMatch(line -> line.contains("ERROR"));
    }

    @Test
    void theDesignStaysSmall() throws IOException {
        long lines = 0;
        for (String name : Simulator.DESIGN) {
            try (Stream<String> all = Files.lines(Simulator.RTL.resolve(name))) {
                lines += all.count();
            }
        }
        assertThat(lines).isLessThan(LINES);
    }

    private static MemoryImage image(int wordBits) {
        int words = 32;
        return wordBits == 32
                ? MemoryImage.ofWords(ImmutableIntArray.copyOf(new int[words]))
                : MemoryImage.of(wordBits, new byte[words * wordBits / Byte.SIZE]);
    }
}
