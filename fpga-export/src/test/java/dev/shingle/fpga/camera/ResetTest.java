package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.ExternalTool;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reset of one cycle in the middle of a run leaves nothing behind; a start or a read of the host while it runs does nothing. */
class ResetTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void theNextRunIsRight(int lanes) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "verilator");
        Network network = Zoo.build("camera-face:40x30");
        Folder folder = Folder.of(network, lanes, Optional.empty());
        folder.writeTo(directory);
        Path bench = Path.of("rtl", "tb", "reset_run.sv").toAbsolutePath();
        String build = "verilator --binary --timing -Wno-fatal -O3 -I. --top-module reset_run"
                + " -GWEIGHT_WORDS=" + folder.program().weights().depthWords()
                + " -GPARAM_WORDS=" + folder.program().biases().depthWords()
                + " -GCOORD_BITS=" + folder.program().accelerator().coordinateBits()
                + " $(sed 's,^,rtl/,' rtl/design.f) " + bench;
        ExternalTool.run(directory, "sh", "-c", build);
        ExternalTool.run(directory, "obj_dir/Vreset_run");

        assertThat(Files.readAllLines(directory.resolve("findings.txt"))).containsExactly("end");
    }
}
