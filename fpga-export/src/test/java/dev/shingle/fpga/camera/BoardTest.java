package dev.shingle.fpga.camera;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.blocks.Parts;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board of the UP5K as somebody sees it who has a sensor, a button, two LEDs and a serial line. */
class BoardTest {

    private static final int LANES = 2;
    private static final int BROKEN = 0b10;

    @TempDir
    private Path directory;

    @Test
    void sendsWhatTheSimulatorComputes() throws IOException, InterruptedException {
        ExternalTool.assume("iverilog", "iverilog");
        Network network = Zoo.build("dncnn:input=9x11x1,depth=3,channels=4");
        Folder folder = Folder.of(network, LANES, Parts.byName("up5k"));
        folder.writeTo(directory);
        Path bench = Path.of("rtl", "tb", "board_run.sv").toAbsolutePath();
        String sources = "$(sed 's,^,rtl/,' rtl/design.f) build_top.sv rtl/boards/up5k.sv " + bench;
        ExternalTool.run(directory, "sh", "-c", "iverilog -g2012 -I. -s board_run -o board " + sources);
        ExternalTool.run(directory, "vvp", "-n", "board");

        assertThat(Files.readAllLines(directory.resolve("findings.txt"))).containsExactly("end");
        // Frames are counted from the reset; the packet tells of the frame before that was broken, once.
        List<String> expected = new ArrayList<>(packet(BROKEN, 1));
        expected.addAll(packet(0, 1));
        assertThat(Files.readAllLines(directory.resolve("bytes.txt"))).containsExactlyElementsOf(expected);
    }

    private ImmutableList<String> packet(int flags, int frame) throws IOException {
        List<Integer> summed = new ArrayList<>(List.of(flags, frame & 0xff, frame >> Byte.SIZE));
        for (String word : Files.readAllLines(directory.resolve("expected-outputs.mem"))) {
            for (int lane = LANES - 1; lane >= 0; lane--) {
                summed.add(Integer.parseInt(word.substring(2 * lane, 2 * lane + 2), 16));
            }
        }
        List<Integer> bytes = new ArrayList<>(List.of(0xa5, 0x5a));
        bytes.addAll(summed);
        bytes.add(summed.stream().mapToInt(Integer::intValue).sum() & 0xff);
        return bytes.stream().map("%02x"::formatted).collect(toImmutableList());
    }
}
