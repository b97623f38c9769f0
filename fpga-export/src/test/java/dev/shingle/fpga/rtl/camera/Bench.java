package dev.shingle.fpga.rtl.camera;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.shingle.fpga.ExternalTool;
import dev.shingle.fpga.rtl.DesignFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A test bench of the camera's, built by Verilator or Icarus with the monitors; it reads and writes its working directory. */
final class Bench {

    private static final Path RTL = Path.of("rtl");

    /** The engine. */
    static final ImmutableList<String> ENGINE = DesignFiles.engine();

    static final ImmutableList<String> QUEUE = ImmutableList.of("camera/gray_crossing.sv", "camera/async_fifo.sv");

    /** The front end, without the memories that it shares with the engine. */
    static final ImmutableList<String> FRONT = ImmutableList.<String>builder()
            .addAll(QUEUE)
            .add("camera/block_average.sv", "camera/dvp_capture.sv", "camera/frame_writer.sv")
            .build();

    /** Everything below camera_top. */
    static final ImmutableList<String> CAMERA = ImmutableList.<String>builder()
            .addAll(ENGINE)
            .addAll(FRONT)
            .add("camera/camera_top.sv")
            .build();

    private final ImmutableList<String> command;

    private Bench(String... command) {
        this.command = ImmutableList.copyOf(command);
    }

    static Path source(String name) {
        return RTL.resolve(name).toAbsolutePath();
    }

    /** Builds it, unless the same sources have been built before; skips the test without Verilator. */
    static Bench verilator(String top, List<Path> sources) throws IOException, InterruptedException {
        ExternalTool.assume("verilator", "rtl simulation");
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "shingle-rtl", fingerprint(sources));
        Path program = directory.resolve("V" + top).toAbsolutePath();
        if (!Files.isExecutable(program)) {
            Files.createDirectories(directory);
            List<String> command =
                    new ArrayList<>(List.of("verilator", "--binary", "--timing", "-Wno-fatal", "-DCHECK"));
            command.addAll(List.of("--x-assign", "fast", "--top-module", top));
            command.addAll(List.of(
                    "-O3",
                    "-CFLAGS",
                    "-O1",
                    "--Mdir",
                    directory.toAbsolutePath().toString()));
            sources.forEach(source -> command.add(source.toString()));
            ExternalTool.run(RTL, command.toArray(String[]::new));
        }
        return new Bench(program.toString());
    }

    /** The same in Icarus Verilog. */
    static Bench icarus(String top, List<Path> sources, Path directory) throws IOException, InterruptedException {
        ExternalTool.assume("iverilog", "rtl simulation");
        Path program = directory.resolve(top + ".vvp").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of("iverilog", "-g2012", "-DCHECK", "-s", top));
        command.addAll(List.of("-o", program.toString()));
        sources.forEach(source -> command.add(source.toString()));
        ExternalTool.run(RTL, command.toArray(String[]::new));
        return new Bench("vvp", program.toString());
    }

    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return ExternalTool.run(directory, all.toArray(String[]::new));
    }

    private static String fingerprint(List<Path> sources) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        for (Path source : sources) {
            hasher.putString(source.getFileName().toString(), StandardCharsets.UTF_8);
            hasher.putBytes(Files.readAllBytes(source));
        }
        return "camera-" + hasher.hash().toString().substring(0, 16);
    }
}
