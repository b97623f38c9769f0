package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in a process of their own, which is killed without a warning. */
class SweepResumeTest {

    private static final Path SPEC = Path.of("..", "docs", "examples", "sweep.yaml");
    private static final int POINTS = 360;
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    @Test
    void fiveKillsLoseNothingAndDoNothingTwice() throws Exception {
        Random random = new Random();
        Path result = folder.resolve("killed.csv");
        Path journal = folder.resolve("killed.csv.journal");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            killed += runAndKill(result, journal, 10 + random.nextInt(40)) ? 1 : 0;
            assertThat(result).doesNotExist();
        }
        assertThat(killed).as("runs that were killed at work").isEqualTo(KILLS);
        int kept = wholeRows(journal);

        CliSession last = sweep(result);
        CliSession uninterrupted = sweep(folder.resolve("direct.csv"));

        assertThat(last.exitCode()).as(last.err()).isZero();
        assertThat(last.err()).contains("%d of %d points are done already".formatted(kept, POINTS));
        assertThat(uninterrupted.exitCode()).isZero();
        assertThat(result).hasSameBinaryContentAs(folder.resolve("direct.csv"));
        assertThat(Files.readAllLines(result)).hasSize(POINTS + 1);
        assertThat(pointsIn(journal)).hasSize(POINTS);
    }

    @Test
    void aSecondRunFindsNothingToDo() throws IOException {
        Path result = folder.resolve("twice.csv");
        sweep(result);
        byte[] journal = Files.readAllBytes(folder.resolve("twice.csv.journal"));
        Files.delete(result);

        CliSession again = sweep(result);

        assertThat(again.err()).contains("360 of 360 points are done already").contains("0 points in");
        assertThat(Files.readAllBytes(folder.resolve("twice.csv.journal"))).isEqualTo(journal);
        assertThat(Files.readAllLines(result)).hasSize(POINTS + 1);
    }

    /** Wherever a journal is cut off, and whatever byte of it is damaged, the result is the same. */
    @Test
    void aTornJournalIsMendedFromWhereItIsTorn() throws IOException {
        Path whole = folder.resolve("whole.csv");
        sweep(whole);
        byte[] journal = Files.readAllBytes(folder.resolve("whole.csv.journal"));
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            Path result = folder.resolve("torn" + i + ".csv");
            int at = i == 0 ? 20 : journal.length - 1 - random.nextInt(journal.length / 4);
            byte[] torn = i % 2 == 0 ? java.util.Arrays.copyOf(journal, at) : journal.clone();
            torn[Math.min(at, torn.length) - 1] ^= (byte) (i % 2 == 0 ? 0 : 1);
            Files.write(folder.resolve("torn" + i + ".csv.journal"), torn);

            CliSession mended = sweep(result);

            assertThat(mended.exitCode()).as(mended.err()).isZero();
            assertThat(result).hasSameBinaryContentAs(whole);
            assertThat(pointsIn(folder.resolve("torn" + i + ".csv.journal"))).hasSize(POINTS);
        }
    }

    private static CliSession sweep(Path result) {
        return CliSession.run("sweep", SPEC.toString(), "-o", result.toString());
    }

    /** Starts a sweep, and kills it when it has done so many more points; false if it was quicker. */
    private static boolean runAndKill(Path result, Path journal, int morePoints) throws Exception {
        int target = wholeRows(journal) + morePoints;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "sweep",
                        SPEC.toString(),
                        "-o",
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (child.isAlive() && wholeRows(journal) < target) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } finally {
            child.destroyForcibly();
        }
        return child.waitFor() != 0;
    }

    private static int wholeRows(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        int lines = 0;
        for (byte each : Files.readAllBytes(journal)) {
            lines += each == '\n' ? 1 : 0;
        }
        return Math.max(0, lines - 1);
    }

    /** Every line after the first has a point of its own. */
    private static Set<String> pointsIn(Path journal) throws IOException {
        List<String> lines = Files.readAllLines(journal);
        Set<String> points = new HashSet<>();
        lines.subList(1, lines.size())
                .forEach(line ->
                        assertThat(points.add(line.split(" ")[2])).as(line).isTrue());
        return points;
    }
}
