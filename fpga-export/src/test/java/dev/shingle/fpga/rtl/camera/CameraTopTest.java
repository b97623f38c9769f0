package dev.shingle.fpga.rtl.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.fpga.descriptor.Rounding;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures through sensor, front end and network: the host reads what the simulator computes. One build holds six cameras; a
 * run plays one of them.
 */
class CameraTopTest {

    private static final int ROWS = 24;
    private static final int COLUMNS = 32;

    @TempDir
    private static Path shared;

    private static CameraLane single;
    private static CameraLane apart;
    private static CameraLane early;
    private static CameraLane circular;
    private static CameraLane colour;
    private static CameraLane padded;
    private static Bench bench;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Network network = face(1);
        Geometry shrunk = new Geometry(2, 2 * ROWS + 3, 2 * COLUMNS + 5, 2, 5, 2, ROWS, COLUMNS, 1, Wire.GRAY, false);
        Geometry plain = new Geometry(4, ROWS, COLUMNS, 0, 0, 1, ROWS, COLUMNS, 1, Wire.GRAY, false);
        Geometry yuv = new Geometry(8, ROWS + 1, COLUMNS + 1, 1, 0, 1, ROWS, COLUMNS, 1, Wire.UYVY, false);
        Geometry rgb = new Geometry(8, ROWS + 2, COLUMNS + 1, 1, 1, 1, ROWS, COLUMNS, 3, Wire.RGB565, false);
        Geometry bgr = new Geometry(2, 2 * ROWS, 2 * COLUMNS + 1, 0, 1, 2, ROWS, COLUMNS, 4, Wire.RGB888, true);
        Accelerator onePort = new Accelerator(2, 12, false, true, Rounding.TFLITE);
        Accelerator round = new Accelerator(8, 12, true, false, Rounding.TFLITE);
        single = new CameraLane(0, network, shrunk, onePort, false, 0);
        apart = new CameraLane(1, network, plain, Accelerator.ofLanes(4), true, 0);
        early = new CameraLane(2, network, plain, Accelerator.ofLanes(4), false, 0);
        circular = new CameraLane(3, network, yuv, round, false, -1);
        colour = new CameraLane(4, face(3), rgb, Accelerator.ofLanes(8), true, 0);
        padded = new CameraLane(5, face(3), bgr, Accelerator.ofLanes(2), false, -1);
        bench = Bench.verilator("camera_bench", sources());
    }

    private static Network face(int channels) {
        Network network = Zoo.build("camera-face:input=%dx%dx%d".formatted(ROWS, COLUMNS, channels));
        return HostTail.of(Simplifier.standard().simplify(network).network()).accelerated();
    }

    private static ImmutableList<Path> sources() throws IOException {
        StringBuilder top = new StringBuilder("module camera_bench;\n  logic [5:0] finished;\n");
        for (CameraLane lane : List.of(single, apart, early, circular, colour, padded)) {
            top.append(lane.instance(lane.number));
        }
        top.append("  initial begin\n    wait (|finished);\n    $finish;\n  end\nendmodule\n");
        Path file = shared.resolve("camera_bench.sv");
        Files.writeString(file, top, StandardCharsets.US_ASCII);
        ImmutableList.Builder<Path> sources = ImmutableList.builder();
        Stream.concat(
                        Bench.CAMERA.stream(),
                        Stream.of("shadow_monitor", "camera/bench_clock", "camera/sensor_player", "camera/camera_lane")
                                .map(name -> "tb/" + name + ".sv"))
                .forEach(name -> sources.add(Bench.source(name)));
        return sources.add(file.toAbsolutePath()).build();
    }

    @Test
    void captureAndInferenceAlternateOnOnePort(@TempDir Path directory) throws IOException, InterruptedException {
        single.frame().signal().untilBusy().untilLayerDone(0);
        single.otherFrame().signal().check();
        single.frame().signal().check();
        play(single, directory);
        assertThat(log(directory))
                .containsExactly(
                        "begin", "start", "done", "check 0 0 1 1", "begin", "start", "done", "check 0 0 0 2", "end");
        assertThat(single.outputs(directory)).isEqualTo(single.expected());
        assertThat(violations(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFrameThatNothingElseTouchesIsCapturedDuringInference(int channels, @TempDir Path directory)
            throws IOException, InterruptedException {
        CameraLane lane = channels == 1 ? apart : colour;
        lane.frame().signal().untilBusy();
        lane.otherFrame().signal().untilLayerDone(0);
        lane.frame().signal().check();
        lane.frame().signal().check();
        play(lane, directory);
        assertThat(log(directory))
                .containsExactly(
                        "begin",
                        "start",
                        "begin",
                        "done",
                        "start",
                        "done",
                        "check 0 0 1 2",
                        "begin",
                        "start",
                        "done",
                        "check 0 0 0 3",
                        "end");
        assertThat(lane.outputs(directory)).isEqualTo(lane.expected());
        assertThat(violations(directory)).isEmpty();
    }

    /** The monitor sees a front end that was promised the frame's words too soon. */
    @Test
    void aCaptureTooEarlyIsSeen(@TempDir Path directory) throws IOException, InterruptedException {
        early.frame().signal().untilBusy().untilLayerDone(0);
        early.frame().signal().check();
        play(early, directory);
        assertThat(log(directory)).contains("check 0 0 0 2");
        assertThat(violations(directory)).isNotEmpty();
        assertThat(early.outputs(directory).get(0))
                .isNotEqualTo(early.expected().get(0));
    }

    @Test
    void framesOfTwoBytesAPixelGoRound(@TempDir Path directory) throws IOException, InterruptedException {
        circular.frame().signal().check();
        circular.frame().signal().check();
        play(circular, directory);
        assertThat(log(directory)).contains("check 0 0 0 2");
        assertThat(circular.outputs(directory)).isEqualTo(circular.expected());
        assertThat(violations(directory)).isEmpty();
    }

    /** Of a word of two channels, a colour takes two; a broken frame between good ones leaves no trace. */
    @Test
    void blueComesFirstAndPixelsStartAtWords(@TempDir Path directory) throws IOException, InterruptedException {
        padded.frame().signal().check();
        padded.brokenFrame(Fault.SHORT_LINE).signal().check();
        padded.frame().signal().check();
        play(padded, directory);
        assertThat(log(directory)).contains("check 0 0 0 1", "check 0 1 0 1", "check 0 0 0 2");
        assertThat(padded.outputs(directory)).isEqualTo(padded.expected());
        assertThat(violations(directory)).isEmpty();
    }

    private static void play(CameraLane lane, Path directory) throws IOException, InterruptedException {
        lane.write(directory);
        bench.run(directory, "+lane=" + lane.number);
        assertThat(log(directory)).contains("end");
    }

    private static List<String> log(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("camera.txt"), StandardCharsets.US_ASCII);
    }

    private static List<String> violations(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("violations.txt"), StandardCharsets.US_ASCII);
    }
}
