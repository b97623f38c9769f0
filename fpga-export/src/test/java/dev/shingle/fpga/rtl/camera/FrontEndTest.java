package dev.shingle.fpga.rtl.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames of all kinds through front ends of many shapes and clocks: what is in the scratchpad when the network starts is the
 * picture, byte by byte, and everything else is told by the right flag.
 */
class FrontEndTest {

    private static final int LANES = 16;

    @Test
    void inVerilator(@TempDir Path directory) throws IOException, InterruptedException {
        List<FrontLane> lanes = lanes(20, LANES);
        Bench.verilator("front_bench", sources(lanes, directory)).run(directory);
        assertThat(check(lanes, directory)).as("frames with and without losses").contains(true, false);
    }

    @Test
    void inIcarus(@TempDir Path directory) throws IOException, InterruptedException {
        List<FrontLane> lanes = lanes(100, 6);
        Bench.icarus("front_bench", sources(lanes, directory), directory).run(directory);
        check(lanes, directory);
    }

    private static List<FrontLane> lanes(int first, int count) {
        List<FrontLane> lanes = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            lanes.add(new FrontLane(first + lane, table()));
        }
        return lanes;
    }

    private static byte[] table() {
        byte[] table = new byte[3 * 256];
        new Random(1).nextBytes(table);
        return table;
    }

    /** The bench's sources; writes its top and its inputs. */
    private static List<Path> sources(List<FrontLane> lanes, Path directory) throws IOException {
        StringBuilder top =
                new StringBuilder("module front_bench;%n  logic [%d:0] finished;%n".formatted(lanes.size() - 1));
        for (int lane = 0; lane < lanes.size(); lane++) {
            top.append(lanes.get(lane).instance(lane));
            write(
                    directory.resolve("sensor_" + lanes.get(lane).number + ".txt"),
                    lanes.get(lane).script());
        }
        top.append("  initial begin\n    wait (&finished);\n    $finish;\n  end\nendmodule\n");
        Path file = directory.resolve("front_bench.sv");
        write(file, top.toString());
        for (int channels : new int[] {1, 3}) {
            BaseEncoding lines = BaseEncoding.base16().lowerCase().withSeparator("\n", 2);
            write(directory.resolve("pixels_" + channels + ".mem"), lines.encode(table(), 0, 256 * channels) + "\n");
        }
        ImmutableList.Builder<Path> sources = ImmutableList.builder();
        List.of("mem_sdp.sv", "rom.sv").forEach(name -> sources.add(Bench.source(name)));
        Bench.FRONT.forEach(name -> sources.add(Bench.source(name)));
        List.of("bench_clock.sv", "sensor_player.sv", "front_lane.sv")
                .forEach(name -> sources.add(Bench.source("tb/camera/" + name)));
        return sources.add(file.toAbsolutePath()).build();
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    /** Whether pixels were lost, for each scene. */
    private static List<Boolean> check(List<FrontLane> lanes, Path directory) throws IOException {
        List<Boolean> losses = new ArrayList<>();
        SoftAssertions soft = new SoftAssertions();
        for (FrontLane lane : lanes) {
            List<FrontLog> logs = FrontLog.read(directory.resolve("front_" + lane.number + ".txt"), lane.geometry);
            soft.assertThat(logs).hasSameSizeAs(lane.scenes);
            int frames = 0;
            for (int scene = 0; scene < logs.size(); scene++) {
                FrontLog log = logs.get(scene);
                String name = "lane %d, scene %d: %s"
                        .formatted(lane.number, scene, lane.scenes.get(scene).event());
                frames += log.starts.size();
                soft.assertThat(log.frames).as(name).isEqualTo(frames);
                check(soft, name, lane.scenes.get(scene), log);
                if (lane.hasRoom() && lane.scenes.get(scene).event() != FrontLane.Event.HELD_WITHIN) {
                    soft.assertThat(log.losses).as(name).isZero();
                }
                losses.add(log.harmfulLosses(lane.scenes.get(scene).event()) > 0);
            }
        }
        soft.assertAll();
        return losses;
    }

    private static void check(SoftAssertions soft, String name, FrontLane.Scene scene, FrontLog log) {
        int losses = log.harmfulLosses(scene.event());
        soft.assertThat(log.overflow).as(name + ", overflow").isEqualTo(losses > 0);
        if (losses > 0) {
            soft.assertThat(log.starts.size())
                    .as(name)
                    .isLessThan(Math.max(1, scene.frames().size()));
            return;
        }
        soft.assertThat(log.starts).as(name).hasSameSizeAs(scene.frames());
        for (int frame = 0; frame < Math.min(log.starts.size(), scene.frames().size()); frame++) {
            soft.assertThat(log.starts.get(frame))
                    .as(name)
                    .isEqualTo(scene.frames().get(frame));
        }
        boolean isDropped = scene.event() == FrontLane.Event.WHILE_BUSY || scene.event() == FrontLane.Event.WHILE_HELD;
        soft.assertThat(log.dropped).as(name + ", dropped").isEqualTo(isDropped);
        soft.assertThat(log.broken).as(name + ", broken").isEqualTo(scene.event() == FrontLane.Event.BROKEN);
        if (scene.event() != FrontLane.Event.BROKEN) {
            soft.assertThat(log.begins)
                    .as(name + ", taken")
                    .isEqualTo(scene.frames().size());
            soft.assertThat(log.beginsBeforeDone)
                    .as(name + ", taken while the network ran, or before")
                    .isEqualTo(scene.frames().size());
            soft.assertThat(log.writesAfterStart)
                    .as(name + ", words after the start")
                    .isZero();
        }
    }
}
