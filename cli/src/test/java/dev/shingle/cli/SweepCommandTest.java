package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCommandTest {

    private static final String SPEC = """
            networks: [camera-face, resnet8]
            resolutions: [32x32, 48x64]
            widths: [1, 0.5]
            machines: [byte-pixel, "reference-p8:1rw"]
            blocks: [EBR]
            """;

    @TempDir
    private Path folder;

    private String spec = "";

    @BeforeEach
    void writeSpec() throws IOException {
        spec = Files.writeString(folder.resolve("it's a sweep.yaml"), SPEC).toString();
    }

    @Test
    void writesATableWithCyclesAndEnergyWhereTheyApply() throws IOException {
        CliSession session = sweep("direct.csv", "--plot", file("plot.svg"));

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.err()).contains("16 points in").contains("points/s").contains("written to ");
        assertThat(session.out()).isEmpty();
        List<String> lines = Files.readAllLines(folder.resolve("direct.csv"));
        assertThat(lines).hasSize(17);
        assertThat(lines.get(0)).endsWith("cycles,stepsNotCounted,energyNanojoules,blocksEBR,error");
        assertThat(lines.get(1)).contains(",byte-pixel,").endsWith(",38936,,,,8,");
        assertThat(lines.get(2)).contains(",reference-p8:1rw,").matches(".*,\\d+,0,\\d+\\.\\d{3},\\d+,");
        assertThat(Files.readString(folder.resolve("plot.svg")))
                .startsWith("<svg")
                .contains("SRAM against energy");
    }

    /** The scripts run in a plain shell, with the variables that their scheduler would set. */
    @ParameterizedTest
    @ValueSource(strings = {"slurm", "lsf"})
    void tasksOfAJobScriptMergeToWhatOneRunGives(String scheduler) throws Exception {
        CliSession script = sweep("all.csv", "--job-script", scheduler, "--shards", "3");
        assertThat(script.exitCode()).as(script.err()).isZero();
        Path job = Files.writeString(folder.resolve("job.sh"), script.out());
        Path log = Files.writeString(folder.resolve("program"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >>arguments\n");
        assertThat(log.toFile().setExecutable(true)).isTrue();
        List<String> merge = new ArrayList<>(List.of("sweep", "merge"));
        for (int k = 1; k <= 3; k++) {
            ProcessBuilder task = new ProcessBuilder("sh", job.toString()).directory(folder.toFile());
            task.environment().put("SHINGLE", folder.resolve("program").toString());
            task.environment().put(scheduler.equals("slurm") ? "SLURM_ARRAY_TASK_ID" : "LSB_JOBINDEX", "" + k);
            assertThat(task.inheritIO().start().waitFor()).isZero();
            List<String> arguments = Files.readAllLines(folder.resolve("arguments"));
            Files.delete(folder.resolve("arguments"));
            assertThat(CliSession.run(arguments.toArray(String[]::new)).exitCode())
                    .as("%s", arguments)
                    .isZero();
            merge.add(arguments.get(arguments.indexOf("-o") + 1));
        }
        merge.addAll(List.of("-o", file("all.csv")));

        assertThat(CliSession.run(merge.toArray(String[]::new)).exitCode()).isZero();
        sweep("direct.csv");
        assertThat(folder.resolve("all.csv")).hasSameBinaryContentAs(folder.resolve("direct.csv"));
    }

    @Test
    void mergingRefusesAnIncompleteSet() {
        sweep("one.csv", "--shard", "1/2");
        CliSession session = CliSession.run("sweep", "merge", file("one.csv"), "-o", file("all.csv"));

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err())
                .hasLineCount(1)
                .containsPattern("\\d+ of 16 points are missing, first point \\d+ \\((camera-face|resnet8), ");
        assertThat(folder.resolve("all.csv")).doesNotExist();
        assertThat(CliSession.run("sweep", "merge", file("nothing.csv"), "-o", file("all.csv"))
                        .err())
                .contains("nothing.csv.journal: found no journal");
    }

    @Test
    void aJournalOfAnotherSweepIsNotOverwritten() throws IOException {
        sweep("a.csv");
        Files.writeString(Path.of(spec), SPEC.replace("48x64", "48x65"));

        CliSession other = sweep("a.csv");

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("journal of another sweep").contains("--restart");
        assertThat(sweep("a.csv", "--restart").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shard=0/2", "--shard=3/2", "--threads=0", "--plot=x.png", "--shards=3"})
    void refusesArgumentsInOneLine(String argument) {
        CliSession session = sweep("x.csv", argument);

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().lines()).hasSize(1);
    }

    @Test
    void fitSaysByHowMuch() {
        CliSession text = CliSession.run("fit", "camera-face", "--capacity", "128KiB");
        CliSession json = CliSession.run("fit", "camera-face", "--capacity", "128KiB", "--vary", "width", "--json");
        CliSession none = CliSession.run("fit", "camera-face", "--capacity", "1KiB");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .contains("144x192, with 20,480 B (20.0 KiB) to spare; 168x224 needs 19,456 B (19.0 KiB)");
        assertThat(json.out()).contains("\"largest\" : {").contains("\"provenTooLarge\" : true");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.out())
                .contains("nothing fits, not even resolution 24x32")
                .contains("3,072");
    }

    private CliSession sweep(String result, String... more) {
        List<String> arguments = new ArrayList<>(List.of("sweep", spec, "-o", file(result)));
        arguments.addAll(List.of(more));
        return CliSession.run(arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
