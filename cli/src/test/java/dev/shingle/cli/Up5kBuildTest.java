package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.zoo.Zoo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's camera for an iCE40 UP5K, from the command to the bitstream: it fits because activations overlap, and only
 * then. nextpnr says the same as we do.
 */
class Up5kBuildTest {

    private static final String NETWORK = "camera-face-tiny";
    private static final long LEAST_MEGAHERTZ = 24;
    private static final long UP5K_BLOCKS = 30;

    @TempDir
    private Path folder;

    @BeforeEach
    void toolsAreThere() {
        Stream.of("yosys", "nextpnr-ice40").forEach(tool -> assumeTrue(isThere(tool), tool + " is not installed"));
        Stream.of("icepack", "make").forEach(tool -> assumeTrue(isThere(tool), "icestorm: " + tool + " is not there"));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void theNetworkIsWorthTheTrouble() {
        Network network = Zoo.build(NETWORK);
        Shape image = network.inputs().get(0).shape();
        assertThat(image.height()).isGreaterThanOrEqualTo(30);
        assertThat(image.width()).isGreaterThanOrEqualTo(40);
        assertThat(network.layers().stream().map(Layer::operator).filter(Operator.Convolution.class::isInstance))
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(network.outputs()).hasSize(2);
    }

    @Test
    void overlappedItIsPlacedRoutedAndPacked() throws Exception {
        CliSession session = export("overlap");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("ping-pong: does not fit up5k: ").containsPattern("plan: +fits up5k: ");
        assertThat(make("bitstream")).isZero();
        List<String> report = Files.readAllLines(folder.resolve("out/synth/nextpnr.txt"));
        String clock = last(report, "Max frequency for clock +'clk': .*");
        assertThat(number(clock, ".*: ([0-9]+)\\..*")).as(clock).isGreaterThanOrEqualTo(LEAST_MEGAHERTZ);
        String blocks = last(report, ".*ICESTORM_RAM: .*");
        assertThat(number(blocks, ".*: +([0-9]+)/ .*")).as(blocks).isLessThanOrEqualTo(UP5K_BLOCKS);
        System.out.println(clock + "\n" + blocks + "\n" + last(report, ".*ICESTORM_LC: .*"));
        assertThat(Files.size(folder.resolve("out/synth/build.bin"))).isGreaterThan(100_000);
    }

    /** By the best planner there is without overlap: as many words as are live at once. */
    @Test
    void withoutOverlapNeitherWeNorNextpnrTakeIt() throws Exception {
        CliSession refused = export("vela");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("does not fit up5k");
        CliSession forced = export("vela", "--even-if-too-large");
        assertThat(forced.out()).contains("4,800 words of 16 bits");
        assertThat(make("bitstream")).isNotZero();
        assertThat(Files.readString(folder.resolve("log.txt")))
                .contains("no BELs remaining to implement cell type 'ICESTORM_RAM'");
    }

    private CliSession export(String planner, String... more) {
        Stream<String> command = Stream.of(
                "export", NETWORK, "--build", "camera", "--part", "up5k", "--shrink", "4", "--planner", planner);
        return CliSession.run(Stream.of(command, Stream.of(more), Stream.of("--force", "-o", folder.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private int make(String target) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("make", target)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        return process.waitFor();
    }

    private static String last(List<String> lines, String pattern) {
        return lines.stream()
                .filter(line -> line.matches("(Info: *)?" + pattern))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static long number(String line, String pattern) {
        return Long.parseLong(line.replaceAll(pattern, "$1"));
    }
}
