package dev.shingle.fpga.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Parts;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.networks.Network;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.Resampling;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder's own Makefile, in a folder in which nothing else is. */
class MakeTest {

    private static final int LAYERS_OF_CAMERA_FACE = 18;

    @TempDir
    private Path directory;

    /** Passes; and does not pass any more when a weight, the picture, or an expectation is another one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void simulationComparesEverything(int lanes) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "verilator");
        Folder folder = face(lanes);
        folder.writeTo(directory);

        String passed = ExternalTool.run(directory, "make", "-s", "sim");

        assertThat(passed.lines().filter(line -> line.matches("\\d+ \\S+: \\d+ cycles, hash [0-9a-f]{8}: ok")))
                .hasSize(LAYERS_OF_CAMERA_FACE);
        assertThat(passed.lines().filter(line -> line.matches("output \\S+: \\d+ words: ok")))
                .hasSize(4);
        assertThat(passed.lines()).last().isEqualTo("PASS");
        assertThat(ExternalTool.run(directory, "make", "-s", "lint")).isBlank();
        for (String file : List.of("weights.mem", "bias.mem", "expected-layers.txt", "expected-outputs.mem")) {
            failsWith(file, flippedIn(file));
        }
        failsWith("weights.mem", withSwappedLines("weights.mem"));
        failsWith("picture.pgm", darkened(Files.readAllBytes(directory.resolve("picture.pgm"))));
        assertThat(ExternalTool.run(directory, "make", "-s", "sim").lines())
                .last()
                .isEqualTo("PASS");
    }

    /** Every read is watched, on a scratchpad that is as tight as it can be. */
    @Test
    void checkedSimulationPasses() throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "verilator");
        face(4).writeTo(directory);
        assertThat(ExternalTool.run(directory, "make", "-s", "sim", "CHECK=1").lines())
                .last()
                .isEqualTo("PASS");
        assertThat(Files.size(directory.resolve("violations.txt"))).isZero();
    }

    /** Three channels, blue first, each with a mean of its own, out of two bytes a pixel. */
    @ParameterizedTest
    @CsvSource({"8, CHECK=1", "2, CHECK="})
    void aColourNetworkSeesColours(int lanes, String check) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "verilator");
        Network network = HostTail.of(Zoo.build("resnet8:input=16x16x3")).accelerated();
        PictureConversion conversion = new PictureConversion(
                Resampling.AREA, true, ImmutableDoubleArray.of(103, 116, 124), ImmutableDoubleArray.of(57, 58, 60));
        Folder folder = Folder.of(
                network, lanes, new Sensor(35, 34, 2, 1, 2, PixelFormat.RGB565), conversion, Optional.empty());
        folder.writeTo(directory);
        assertThat(ExternalTool.run(directory, "make", "-s", "sim", check).lines())
                .last()
                .isEqualTo("PASS");
        assertThat(ExternalTool.run(directory, "make", "-s", "lint")).isBlank();
        Files.write(directory.resolve("picture.ppm"), darkened(Files.readAllBytes(directory.resolve("picture.ppm"))));
        assertThatThrownBy(() -> ExternalTool.run(directory, "make", "-s", "sim", check))
                .hasMessageContaining("DIFFERENT");
    }

    /** Addresses that go round, windows of larger pictures, averages, pixel tables, slow and fast pixel clocks. */
    @ParameterizedTest
    @CsvSource({
        "GRAY, 2, LINEAR, overlap, 1, 0, 255, 7",
        "GRAY, 2, CIRCULAR, overlap, 4, 0, 255, 3",
        "YUYV, 4, LINEAR, ping-pong-two-buffers, 2, 127.5, 100, 5",
        "UYVY, 8, CIRCULAR, overlap, 2, 20, 200, 9",
        "GRAY, 8, LINEAR, disjoint-greedy, 1, 0, 255, 31",
        "GRAY, 16, LINEAR, overlap, 4, 10, 255, 4",
        "RGB565, 2, LINEAR, overlap, 1, 0, 255, 10",
        "RGB888, 2, LINEAR, overlap, 2, 90, 200, 4",
        "RGB565, 4, CIRCULAR, overlap, 4, 0, 255, 3",
        "RGB565, 8, LINEAR, ping-pong-two-buffers, 1, 127.5, 100, 8",
        "RGB888, 16, CIRCULAR, overlap, 1, 0, 255, 5",
    })
    void icarusFindsTheSame(
            PixelFormat format,
            int lanes,
            Addressing addressing,
            String planner,
            int shrink,
            double mean,
            double scale,
            int halfPeriod)
            throws IOException, InterruptedException {
        ExternalTool.assume("iverilog", "iverilog");
        Network network = Zoo.build("dncnn:input=9x11x%d,depth=3,channels=5".formatted(format.channels()));
        Planner wanted = Planners.byName(planner).orElseThrow();
        Sensor sensor = new Sensor(9 * shrink + 3, 11 * shrink + 2, 1, 2, shrink, format);
        Folder folder = Folder.of(
                network,
                machine(lanes, addressing),
                wanted,
                sensor,
                PictureConversion.of(mean, scale),
                Optional.empty());
        folder.writeTo(directory);
        String half = "PCLK_HALF=" + halfPeriod;
        assertThat(ExternalTool.run(directory, "make", "-s", "sim", "SIM=icarus", half)
                        .lines())
                .last()
                .isEqualTo("PASS");
        Files.write(directory.resolve("weights.mem"), flippedIn("weights.mem"));
        assertThatThrownBy(() -> ExternalTool.run(directory, "make", "-s", "sim", "SIM=icarus", half))
                .hasMessageContaining("DIFFERENT");
    }

    /** One pixel, in a scratchpad of one word: no number is so small that it has no bits. */
    @ParameterizedTest
    @ValueSource(strings = {"verilator", "icarus"})
    void thereIsNoSmallerDesign(String simulator) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "verilator");
        ExternalTool.assume("iverilog", "iverilog");
        Network network = Zoo.build("dncnn:input=1x1x1,depth=2,channels=3");
        Folder folder = Folder.of(network, 8, Optional.empty());
        assertThat(folder.plan().peakWords()).isEqualTo(1);
        folder.writeTo(directory);
        String printed = ExternalTool.run(directory, "make", "-s", "sim", "CHECK=1", "SIM=" + simulator);
        assertThat(printed).startsWith("0 conv1: ").endsWith("PASS\n");
        assertThat(ExternalTool.run(directory, "make", "-s", "lint")).isBlank();
    }

    /** What the README counts is what Yosys takes. */
    @Test
    void synthesisPrintsTheBlocks() throws IOException, InterruptedException {
        ExternalTool.assume("yosys", "yosys");
        Network network = Zoo.build("dncnn:input=40x40x1,depth=3,channels=8");
        Folder folder = Folder.of(network, 4, Parts.byName("ecp5-45f"));
        folder.writeTo(directory);
        long expected = BlockKind.DP16KD.blocks(32, folder.plan().peakWords())
                + BlockKind.DP16KD.blocks(128, folder.program().weights().depthWords())
                + BlockKind.DP16KD.blocks(32, folder.program().biases().depthWords())
                + BlockKind.DP16KD.blocks(40, folder.program().requant().depthWords())
                + BlockKind.DP16KD.blocks(32, folder.program().descriptorImage().depthWords());
        String printed = ExternalTool.run(directory, "make", "-s", "synth");
        long counted = printed.lines()
                .filter(line -> line.startsWith("  "))
                .mapToLong(line -> Long.parseLong(line.trim().split(" ", -1)[1]))
                .sum();
        // Yosys leaves out bits of a memory that are the same in every word.
        assertThat(counted).isBetween(expected - 2, expected);
    }

    private void failsWith(String name, byte[] contents) throws IOException {
        Path file = directory.resolve(name);
        byte[] original = Files.readAllBytes(file);
        Files.write(file, contents);
        assertThatThrownBy(() -> ExternalTool.run(directory, "make", "-s", "sim"))
                .as("with another " + name)
                .hasMessageContaining("DIFFERENT")
                .hasMessageContaining("FAIL");
        Files.write(file, original);
    }

    /** A digit of the first line, the last one, which belongs to the first lane, is another one. */
    private byte[] flippedIn(String name) throws IOException {
        byte[] contents = Files.readAllBytes(directory.resolve(name));
        int at = new String(contents, US_ASCII).indexOf('\n') - (name.equals("weights.mem") ? 2 : 1);
        contents[at] = (byte) (contents[at] == '3' ? 'b' : '3');
        return contents;
    }

    /** The first two neighbours that are not the same change places. */
    private byte[] withSwappedLines(String name) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(name), US_ASCII);
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (!lines.get(i).equals(lines.get(i + 1))) {
                Collections.swap(lines, i, i + 1);
                return (String.join("\n", lines) + "\n").getBytes(US_ASCII);
            }
        }
        throw new AssertionError("all lines of " + name + " are the same");
    }

    private static byte[] darkened(byte[] picture) {
        int middle = picture.length / 2;
        for (int i = middle; i < middle + 8; i++) {
            picture[i] = (byte) ((picture[i] & 0xff) / 2);
        }
        return picture;
    }

    private static Folder face(int lanes) {
        Network network = Zoo.build("camera-face:40x30");
        return Folder.of(network, lanes, Optional.empty());
    }

    private static Machine machine(int lanes, Addressing addressing) {
        return new Machine(
                "reference-p" + lanes,
                "a test",
                new Layout(Byte.SIZE * lanes, lanes, true),
                new WriteGranularity.Group(lanes),
                0,
                GroupOrder.DESCENDING,
                addressing == Addressing.CIRCULAR
                        ? ImmutableSet.of(Traversal.FORWARD)
                        : ImmutableSet.of(Traversal.REVERSE),
                addressing,
                1,
                OptionalLong.empty());
    }
}
