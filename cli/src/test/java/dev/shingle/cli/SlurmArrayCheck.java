package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job script in a real SLURM of one node. Not part of the daily build: {@code mvn test -Pslurm -pl cli -am}, as root.
 */
class SlurmArrayCheck {

    private static final Path SPEC = Path.of("..", "docs", "examples", "sweep.yaml");
    private static final Path CLUSTER =
            Path.of("src", "test", "slurm", "one-node").toAbsolutePath();
    private static final int SHARDS = 4;
    private static final int NO_CLUSTER = 77;

    @TempDir
    private Path folder;

    @Test
    void aJobArrayOfFourShardsGivesWhatOneRunGives() throws Exception {
        Path result = folder.resolve("results.csv");
        CliSession script = CliSession.run(
                "sweep", SPEC.toString(), "-o", result.toString(), "--job-script", "slurm", "--shards", "" + SHARDS);
        assertThat(script.exitCode()).as(script.err()).isZero();
        Path job = Files.writeString(folder.resolve("array.sh"), script.out());

        runInCluster("sbatch", "--wait", "-o", folder.resolve("task-%a.log").toString(), job.toString());

        List<String> merge = new ArrayList<>(List.of("sweep", "merge"));
        IntStream.rangeClosed(1, SHARDS)
                .forEach(k -> merge.add(folder.resolve("results-%d-of-%d.csv".formatted(k, SHARDS))
                        .toString()));
        merge.addAll(List.of("-o", result.toString()));
        CliSession merged = CliSession.run(merge.toArray(String[]::new));
        assertThat(merged.exitCode()).as(merged.err() + logs()).isZero();
        Path direct = folder.resolve("direct.csv");
        assertThat(CliSession.run("sweep", SPEC.toString(), "-o", direct.toString())
                        .exitCode())
                .isZero();
        assertThat(result).hasSameBinaryContentAs(direct);
    }

    private void runInCluster(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of(CLUSTER.toString(), folder.resolve("cluster").toString()));
        all.addAll(List.of(command));
        Path output = folder.resolve("cluster.log");
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.directory(folder.toFile());
        builder.environment().put("SHINGLE", program().toString());
        int code = builder.start().waitFor();
        String said = Files.readString(output);
        assumeTrue(code != NO_CLUSTER, () -> "no slurm here: " + said.strip().replace('\n', ' '));
        assertThat(code).as(said + logs()).isZero();
    }

    private Path program() throws IOException {
        Path file = folder.resolve("shingle");
        String text = "#!/bin/sh\nexec '%s' -Xmx512m -cp '%s' %s \"$@\"\n"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        absoluteClassPath(),
                        Main.class.getName());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The tasks run in another folder than the tests. */
    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (int k = 1; k <= SHARDS; k++) {
            Path log = folder.resolve("task-" + k + ".log");
            logs.append('\n').append(Files.exists(log) ? Files.readString(log) : "no " + log);
        }
        return logs.toString();
    }
}
