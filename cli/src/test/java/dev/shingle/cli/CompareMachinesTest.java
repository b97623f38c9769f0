package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shingle machines --compare}: networks by machines. */
class CompareMachinesTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @TempDir
    private Path folder;

    @Test
    void threeRowsForEachNetworkAndTheFiguresBeside() {
        CliSession session = CliSession.run("machines", "--compare", SMALL, "camera-face:48x64");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out().lines().filter(line -> line.contains("linear") || line.contains("circular")))
                .hasSize(6);
        assertThat(session.out())
                .contains("GROUP(1)", "GROUP(8)", "PIXEL", "ROW", "ping-pong, two buffers", "24 plans");
    }

    @Test
    void everyCellIsWhatSizingSays() throws IOException {
        List<String> lines = CliSession.run("machines", "--compare", SMALL, "--csv")
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(13);
        assertThat(lines.get(0)).startsWith("network,machine,writes,peakBytes,optimal,stagingBytes");
        assertThat(peak(lines, "forward only, linear", "PIXEL")).isEqualTo(sized("forward-linear"));
        assertThat(peak(lines, "forward only, circular", "PIXEL")).isEqualTo(sized("circular"));
        assertThat(peak(lines, "either direction, linear", "PIXEL")).isEqualTo(sized("byte-pixel"));
        assertThat(peak(lines, "either direction, linear", "GROUP(8)")).isEqualTo(sized("lane8-group"));
        assertThat(peak(lines, "either direction, linear", "ROW")).isEqualTo(sized("row"));
    }

    private static long peak(List<String> csv, String machine, String writes) {
        String line = csv.stream()
                .filter(it -> it.contains('"' + machine + "\",\"" + writes + '"'))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(
                line.substring(line.indexOf(writes) + writes.length() + 2).replaceAll(",.*", ""));
    }

    private static long sized(String machine) throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CliSession.run("size", SMALL, "--machine", machine, "--json")
                        .out());
        return json.get("plannedPeakBytes").asLong();
    }

    @Test
    void aFolderIsListedAndWhatCannotBeReadIsNoted() throws IOException {
        CliSession.run("networks", SMALL, "-o", folder.resolve("a.json").toString());
        Files.write(folder.resolve("broken.tflite"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("notes.txt"), "not a model");
        CliSession session = CliSession.run("machines", "--compare", folder.toString(), "--markdown");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("| network |", "|--:|", "| a.json |", "Not compared:", "broken.tflite");
        assertThat(session.out()).doesNotContain("notes.txt");
        assertThat(session.out().lines().filter(line -> line.startsWith("| ")).map(line -> line.split("\\|").length))
                .containsOnly(10);
        CliSession csv = CliSession.run("machines", "--compare", folder.toString(), "--csv");
        assertThat(csv.out().lines()).hasSize(13);
        assertThat(csv.err()).contains("broken.tflite");
    }

    @Test
    void nothingToCompareIsAMistake() {
        assertThat(CliSession.run("machines", "--compare", folder.toString()).exitCode())
                .isEqualTo(2);
        assertThat(CliSession.run("machines", "--compare").exitCode()).isEqualTo(2);
        assertThat(CliSession.run("machines", "--compare", SMALL, "--csv", "--markdown")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CliSession.run("machines", "row", "--compare", SMALL).exitCode())
                .isEqualTo(2);
    }

    /** Rows of docs/machines.md for networks that are planned in no time. */
    @Test
    void theDocumentedTableIsWhatTheCommandPrints() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "machines.md"));
        Path models = Path.of("..", "..", "shared", "models", "tflite");
        assumeTrue(Files.isDirectory(models), "../shared/models/tflite is not there");
        String printed = CliSession.run(
                        "machines",
                        "--compare",
                        "camera-face",
                        models.resolve("kws_ref_model_int8.tflite").toString(),
                        models.resolve("person_detect.tflite").toString(),
                        models.resolve("ic_resnet8_int8.tflite").toString(),
                        "--markdown")
                .out();
        List<String> rows =
                printed.lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows).hasSize(13);
        assertThat(documented).contains(rows);
    }

    @Test
    void aNameThatNothingHasGivesOneLineAndNoTable() {
        CliSession session = CliSession.run("machines", "--compare", "nosuch");
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().lines()).singleElement().asString().contains("nosuch");
    }
}
