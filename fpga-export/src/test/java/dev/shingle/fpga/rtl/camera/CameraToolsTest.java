package dev.shingle.fpga.rtl.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.ExternalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools take the camera without a word. */
class CameraToolsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-GP=8",
                "-GP=2 -GSHRINK=2 -GFRAME_ROWS=120 -GFRAME_COLUMNS=160 -GSINGLE_PORT=1'b1",
                "-GP=4 -GSHRINK=4 -GFRAME_ROWS=30 -GFRAME_COLUMNS=41 -GCROP_TOP=60 -GBYTES_PER_PIXEL=2 -GLUMA_BYTE=1",
                "-GP=16 -GCIRCULAR=1'b1 -GPIXEL_TABLE=1'b1 -GNEXT_CAPTURE_LAYER=2 -GFIFO_DEPTH=4 -GFRAME_BASE=100"
                        + " -GFRAME_ACTIVE_LOW=1'b1 -GLINE_ACTIVE_LOW=1'b1",
                "-GP=8 -GCHANNELS=3 -GBYTES_PER_PIXEL=2",
                "-GP=2 -GCHANNELS=3 -GPIXEL_STRIDE=4 -GBYTES_PER_PIXEL=3 -GBLUE_FIRST=1'b1 -GPIXEL_TABLE=1'b1 -GSHRINK=2"
                        + " -GFRAME_ROWS=120 -GFRAME_COLUMNS=160",
                "-GP=4 -GPIXEL_STRIDE=4 -GPIXEL_TABLE=1'b1"
            })
    void verilatorFindsNothing(String parameters, @TempDir Path directory) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "rtl simulation");
        List<String> command =
                new ArrayList<>(List.of("verilator", "--lint-only", "-Wall", "--top-module", "camera_top"));
        command.addAll(Arrays.asList(parameters.split(" ", -1)));
        Bench.CAMERA.forEach(name -> command.add(Bench.source(name).toString()));
        assertThat(ExternalTool.run(directory, command.toArray(String[]::new))).isEmpty();
    }

    /** No latch, no signal with two drivers or none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-set SHRINK 2 -set PIXEL_TABLE 1",
                "-set SHRINK 2 -set PIXEL_TABLE 1 -set CHANNELS 3 -set PIXEL_STRIDE 4 -set BYTES_PER_PIXEL 2"
            })
    void yosysElaboratesIt(String parameters, @TempDir Path directory) throws IOException, InterruptedException {
        ExternalTool.assume("yosys", "rtl synthesis");
        String files =
                Bench.CAMERA.stream().map(name -> Bench.source(name).toString()).collect(Collectors.joining(" "));
        for (String name : List.of("descriptors", "bias", "weights", "requant", "pixels")) {
            Files.writeString(
                    directory.resolve(name + ".mem"),
                    "00\n".repeat(name.equals("pixels") && parameters.contains("CHANNELS") ? 768 : 256),
                    StandardCharsets.US_ASCII);
        }
        String script = "read_verilog -sv -defer " + files
                + "; chparam -set P 2 -set SCRATCH_WORDS 512 -set WEIGHT_WORDS 256 -set PARAM_WORDS 256 -set LAYERS 8"
                + " -set ADDRESS_BITS 9 -set LAYER_BITS 3 -set FRAME_ROWS 30 -set FRAME_COLUMNS 40 " + parameters
                + " camera_top; hierarchy -check -top camera_top; proc; check -assert";
        assertThat(ExternalTool.run(directory, "yosys", "-q", "-p", script).lines())
                .noneMatch(line -> line.contains("ERROR") || line.contains("atch inferred"));
    }
}
