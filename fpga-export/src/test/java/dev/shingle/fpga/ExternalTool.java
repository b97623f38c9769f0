package dev.shingle.fpga;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that are not ours, run in a folder. */
public final class ExternalTool {

    private ExternalTool() {}

    /** Skips the test if a program is not there; {@code capability} is what skip-report knows it as. */
    public static void assume(String program, String capability) {
        assumeTrue(isInstalled(program), capability + ": " + program + " is not installed");
    }

    public static boolean isInstalled(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    /** What it prints; a failure is an error, success proves nothing. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, ProcessBuilder.Redirect.from(new File("/dev/null")), true, command);
    }

    /** What it prints on standard output, given a file as standard input. */
    public static String runWithInput(Path folder, Path input, String... command)
            throws IOException, InterruptedException {
        return run(folder, ProcessBuilder.Redirect.from(input.toFile()), false, command);
    }

    private static String run(Path folder, ProcessBuilder.Redirect input, boolean merge, String... command)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectInput(input)
                .redirectErrorStream(merge);
        if (!merge) {
            builder.redirectError(errors.toFile());
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + "\n" + output + (merge ? "" : Files.readString(errors)));
        }
        return output;
    }
}
