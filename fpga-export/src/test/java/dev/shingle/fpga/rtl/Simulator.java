package dev.shingle.fpga.rtl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.Rounding;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accelerator as a program that Verilator made of it. One build for each set of parameters runs every network. */
final class Simulator {

    static final Path RTL = Path.of("rtl");

    static final int SCRATCH_WORDS = 131072;
    static final int WEIGHT_WORDS = 65536;
    static final int PARAM_WORDS = 16384;
    static final int LAYERS = 256;

    /** What is synthesised of the engine. */
    static final ImmutableList<String> DESIGN = DesignFiles.engine();

    private static final ImmutableList<String> SOURCES = ImmutableList.<String>builder()
            .addAll(DESIGN)
            .add("tb/shadow_monitor.sv", "tb/run.sv")
            .build();

    private static final Map<String, Simulator> BUILT = new ConcurrentHashMap<>();

    private final ImmutableList<String> command;

    private Simulator(ImmutableList<String> command) {
        this.command = command;
    }

    /** The build for an accelerator, with monitors; skips the test if there is no Verilator. */
    static Simulator of(Accelerator accelerator) {
        assumeTrue(isInstalled("verilator"), "verilator is not installed");
        ImmutableList<String> parameters = ImmutableList.of(
                "-DCHECK",
                "-GP=" + accelerator.lanes(),
                "-GCIRCULAR=" + (accelerator.circular() ? 1 : 0),
                "-GSINGLE_PORT=" + (accelerator.singlePort() ? 1 : 0),
                "-GSINGLE_ROUNDING=" + (accelerator.rounding() == Rounding.SINGLE ? 1 : 0),
                "-GCOORD_BITS=" + accelerator.coordinateBits(),
                "-GSCRATCH_WORDS=" + SCRATCH_WORDS,
                "-GWEIGHT_WORDS=" + WEIGHT_WORDS,
                "-GPARAM_WORDS=" + PARAM_WORDS,
                "-GLAYERS=" + LAYERS);
        return BUILT.computeIfAbsent(String.join(" ", parameters), key -> build(parameters));
    }

    /** The same test bench in Icarus Verilog, without waiting for a compiler; for small networks. */
    static Simulator icarus(Accelerator accelerator, Path directory) throws IOException, InterruptedException {
        assumeTrue(isInstalled("iverilog"), "iverilog is not installed");
        Path program = directory.resolve("run.vvp").toAbsolutePath();
        List<String> build = new ArrayList<>(List.of(
                "iverilog",
                "-g2012",
                "-DCHECK",
                "-s",
                "run",
                "-o",
                program.toString(),
                "-Prun.P=" + accelerator.lanes()));
        build.add("-Prun.CIRCULAR=" + (accelerator.circular() ? 1 : 0));
        build.add("-Prun.SINGLE_PORT=" + (accelerator.singlePort() ? 1 : 0));
        build.add("-Prun.SINGLE_ROUNDING=" + (accelerator.rounding() == Rounding.SINGLE ? 1 : 0));
        build.addAll(SOURCES);
        execute(RTL, build);
        return new Simulator(ImmutableList.of("vvp", program.toString()));
    }

    static boolean isInstalled(String tool) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return true;
            }
        }
        return false;
    }

    /** Runs in a directory that holds the input files. */
    String run(Path directory) throws IOException, InterruptedException {
        return execute(directory, command);
    }

    private static Simulator build(ImmutableList<String> parameters) {
        try {
            Path directory = Path.of(System.getProperty("java.io.tmpdir"), "shingle-rtl", fingerprint(parameters));
            Path program = directory.resolve("Vrun");
            if (!Files.isExecutable(program)) {
                Files.createDirectories(directory);
                execute(RTL, command(directory, parameters));
            }
            return new Simulator(ImmutableList.of(program.toAbsolutePath().toString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> command(Path directory, ImmutableList<String> parameters) {
        List<String> command = new ArrayList<>(List.of(
                "verilator", "--binary", "--timing", "-Wno-fatal", "-O3", "--x-assign", "fast", "--top-module", "run"));
        command.addAll(List.of("--Mdir", directory.toAbsolutePath().toString()));
        command.addAll(parameters);
        command.addAll(SOURCES);
        return command;
    }

    /** The same sources and parameters need not be built again. */
    private static String fingerprint(ImmutableList<String> parameters) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        parameters.forEach(parameter -> hasher.putString(parameter, StandardCharsets.UTF_8));
        for (String source : SOURCES) {
            hasher.putBytes(Files.readAllBytes(RTL.resolve(source)));
        }
        return hasher.hash().toString().substring(0, 16).toLowerCase(Locale.ROOT);
    }

    static String execute(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + output);
        }
        return output;
    }
}
