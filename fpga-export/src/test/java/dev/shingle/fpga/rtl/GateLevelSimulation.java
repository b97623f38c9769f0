package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.bundle.Bundle;
import dev.shingle.fpga.bundle.BundleRequest;
import dev.shingle.fpga.bundle.BundleResult;
import dev.shingle.fpga.bundle.MemoryCut;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.ProgramResult;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.fpga.memory.format.MemoryFormats;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The accelerator as a netlist of iCE40 cells, after Yosys: block RAMs, multiplier blocks, look-up tables. What its memories
 * hold comes from an export's files and from nowhere else. Not one of the tests of every build: {@code mvn test
 * -Pgate-level -pl fpga-export -am}.
 */
class GateLevelSimulation {

    private static final Path CELLS = Path.of("/usr/share/yosys/ice40/cells_sim.v");
    private static final Pattern CELL = Pattern.compile("^ +(SB_\\w+|\\$\\w+) +(\\d+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2, false, false", "4, true, true"})
    void theNetlistComputesTheSame(int lanes, boolean circular, boolean singlePort) throws Exception {
        ExternalTool.assume("yosys", "yosys");
        ExternalTool.assume("iverilog", "iverilog");
        assumeTrue(Files.exists(CELLS), "yosys: no models of cells at " + CELLS);
        Accelerator accelerator = new Accelerator(lanes, 6, circular, singlePort, Rounding.TFLITE);
        Addressing addressing = circular ? Addressing.CIRCULAR : Addressing.LINEAR;
        Scene scene = Scene.of(
                network(lanes),
                TestMachine.of(lanes, TestMachine.EITHER, GroupOrder.DESCENDING, addressing),
                new OverlapPlanner(),
                accelerator);
        for (Map.Entry<String, ByteSource> file : exported(scene).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().read());
        }

        long began = System.nanoTime();
        String cells = synthesise(scene.program());
        long synthesised = System.nanoTime();
        simulate(scene.program());
        long simulated = System.nanoTime();

        ImmutableMap<String, TensorData> expected =
                Subject.expected(scene.network(), scene.inputs(), accelerator.rounding());
        assertThat(cycles()).isEqualTo(scene.program().cycles());
        byte[] after = after(lanes);
        for (HostTransfer output : scene.program().outputs()) {
            assertThat(output.unpack(words(after, output)))
                    .as(output.map().name())
                    .isEqualTo(expected.get(output.map().name()));
        }
        System.out.printf(
                "P = %d%s%s: %s; %d layers, %d cycles; Yosys %d s, Icarus %d s%n",
                lanes,
                circular ? ", circular" : "",
                singlePort ? ", single port" : "",
                cells,
                scene.program().descriptors().size(),
                cycles().stream().mapToLong(Long::longValue).sum(),
                (synthesised - began) / 1_000_000_000,
                (simulated - synthesised) / 1_000_000_000);
    }

    /** A bit of everything: products, a maximum, an addition, an average, more channels than lanes. */
    private static Network network(int lanes) {
        NetworkBuilder net = new NetworkBuilder("gates", ElementType.INT8).seed(40);
        FeatureMap image = net.input("image", Shape.hwc(8, 8, 1));
        FeatureMap stem = net.convolution("stem", image, lanes + 1, Border.SAME.window(image, 3, 1), Activation.RELU);
        FeatureMap own = net.depthwise("own", stem, 1, Border.SAME.window(stem, 3, 1), Activation.RELU6);
        FeatureMap sum = net.add("sum", stem, own, Activation.NONE);
        FeatureMap pooled = net.maxPool("pooled", sum, Border.VALID.window(sum, 2, 2));
        FeatureMap head = net.convolution("head", pooled, 2 * lanes, Border.SAME.window(pooled, 1, 1), Activation.NONE);
        FeatureMap average = net.averagePool("average", head, Border.VALID.window(head, 4, 1));
        net.output(average);
        net.output(head);
        return net.build();
    }

    private static ImmutableSortedMap<String, ByteSource> exported(Scene scene) {
        BundleResult result = Bundle.of(new BundleRequest(
                scene.plan(),
                scene.plan().peakWords(),
                scene.program().weightCount(),
                new ProgramResult.Compiled(scene.program()),
                ImmutableList.of(),
                MemoryFormats.standard(),
                MemoryCut.none(),
                Optional.empty(),
                BundleRequest.Surroundings.NONE));
        return ((BundleResult.Bundled) result).files();
    }

    /** Which cells there are. */
    private String synthesise(Program program) throws IOException, InterruptedException {
        Accelerator accelerator = program.accelerator();
        String sources = Simulator.DESIGN.stream()
                .map(name -> Simulator.RTL.resolve(name).toAbsolutePath().toString())
                .reduce("", (all, name) -> all + " " + name);
        String parameters =
                " -set P %d -set SCRATCH_WORDS %d -set WEIGHT_WORDS %d -set PARAM_WORDS %d -set LAYERS %d -set COORD_BITS %d -set CIRCULAR 1'b%d -set SINGLE_PORT 1'b%d -set SINGLE_ROUNDING 1'b%d"
                        .formatted(
                                accelerator.lanes(),
                                program.scratchpadWords(),
                                program.weights().depthWords(),
                                program.biases().depthWords(),
                                program.layerSlots(),
                                accelerator.coordinateBits(),
                                accelerator.circular() ? 1 : 0,
                                accelerator.singlePort() ? 1 : 0,
                                accelerator.rounding() == Rounding.SINGLE ? 1 : 0);
        String report = ExternalTool.run(
                folder,
                "yosys",
                "-p",
                "read_verilog -sv -defer" + sources + "; chparam" + parameters
                        + " accel_top; synth_ice40 -dsp -top accel_top; write_verilog -noattr netlist.v; flatten; stat");
        return cells(report.substring(report.lastIndexOf("Number of cells")));
    }

    private static String cells(String report) {
        int flops = 0;
        ImmutableMap.Builder<String, String> others = ImmutableMap.builder();
        Matcher cell = CELL.matcher(report);
        while (cell.find()) {
            if (cell.group(1).startsWith("SB_DFF")) {
                flops += Integer.parseInt(cell.group(2));
            } else {
                others.put(cell.group(1), cell.group(2));
            }
        }
        return others.buildOrThrow() + ", " + flops + " flip-flops";
    }

    /** With Yosys's own models of the cells. */
    private void simulate(Program program) throws IOException, InterruptedException {
        Path bench = Simulator.RTL.resolve("tb/gates.sv").toAbsolutePath();
        ExternalTool.run(
                folder,
                "iverilog",
                "-g2012",
                "-DNO_ICE40_DEFAULT_ASSIGNMENTS",
                "-s",
                "gates",
                "-o",
                "gates.vvp",
                "-Pgates.P=" + program.accelerator().lanes(),
                "-Pgates.SCRATCH_WORDS=" + program.scratchpadWords(),
                "-Pgates.LAYERS=" + program.layerSlots(),
                bench.toString(),
                "netlist.v",
                CELLS.toString());
        String log = ExternalTool.run(folder, "vvp", "-n", "gates.vvp");
        assertThat(folder.resolve("done.txt")).as(log).exists();
    }

    private List<Long> cycles() throws IOException {
        return Files.readAllLines(folder.resolve("cycles.txt"), StandardCharsets.US_ASCII).stream()
                .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .toList();
    }

    /** The scratchpad's bytes; words that nobody wrote may be unknown, and are 0 here. */
    private byte[] after(int lanes) throws IOException {
        String text = Files.readString(folder.resolve("after.mem"), StandardCharsets.US_ASCII);
        return StrictMem.read("after.mem", text, Byte.SIZE * lanes).bytes();
    }

    private static byte[] words(byte[] scratchpad, HostTransfer output) {
        byte[] words = new byte[output.words() * output.lanes()];
        int first = Math.toIntExact(output.place().baseWord() * output.lanes());
        for (int i = 0; i < words.length; i++) {
            words[i] = scratchpad[(first + i) % scratchpad.length];
        }
        return words;
    }
}
