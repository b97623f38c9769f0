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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code shingle cycles}. */
class CyclesCommandTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=8";

    /** 120 pixels: 1 to 8, 8 to 8 and 8 to 1 channels, 9 taps each. */
    private static final long CYCLES = 3 * (33 + 120 * 9 + 8 + 15);

    /** Writes that a tap waits for on a single port: all but those on their way when the last tap has been issued. */
    private static final long WAITS = 117;

    @TempDir
    private Path folder;

    @Test
    void everyLayerAndTheirSum() {
        CliSession session = CliSession.run("cycles", SMALL);
        assertThat(session.exitCode()).isZero();
        assertThat(session.out())
                .contains("model reference: 8 x 8 lanes, scratchpad 1r1w")
                .contains("%,d cycles at 100.0 MHz".formatted(CYCLES))
                .contains("No figure: scratchpad: no figures for a memory with one read and one write port");
        assertThat(session.out().lines().filter(line -> line.contains(" convolution ")))
                .hasSize(3)
                .allMatch(line -> line.contains("1,136"));
    }

    @Test
    void jsonAddsUp() throws IOException {
        JsonNode json = json("cycles", SMALL, "--memory", "1rw", "--json");
        assertThat(json.get("cycles").asLong()).isEqualTo(CYCLES + 3 * WAITS);
        long sum = 0;
        for (JsonNode layer : json.get("layers")) {
            long lost = 0;
            for (JsonNode cycles : layer.get("lostCycles")) {
                lost += cycles.asLong();
            }
            assertThat(layer.get("usefulCycles").asLong() + lost)
                    .isEqualTo(layer.get("cycles").asLong());
            assertThat(layer.get("lostCycles").get("writePort").asLong()).isEqualTo(WAITS);
            sum += layer.get("cycles").asLong();
        }
        assertThat(sum).isEqualTo(json.get("cycles").asLong());
        assertThat(json.get("energy").get("activationPicojoules").asDouble()).isPositive();
        assertThat(json.get("energy").get("memories")).hasSize(2);
    }

    @Test
    void twoMemoriesHoldTheirContentsWhole() throws IOException {
        long bytes = 120L * 8;
        assertThat(CliSession.run("cycles", SMALL, "--memory", "two-banks").out())
                .contains("Two memories: %,d B, nothing overlapped.".formatted(2 * bytes));
        JsonNode json = json("cycles", SMALL, "--memory", "two-banks", "--json");
        assertThat(json.get("scratchpadBytes").asLong()).isEqualTo(2 * bytes);
        assertThat(json.get("cycles").asLong()).isEqualTo(CYCLES);
        assertThat(json.get("energy").get("memories")).hasSize(3);
    }

    /** A port of half a word and a weight memory of a third of what the array takes, beside the preset's own limits. */
    @Test
    void everyWaitHasItsName() throws IOException {
        String preset = CliSession.run("machines", "reference-p8").out();
        String narrow = preset.replace("wordBits: 64", "wordBits: 32")
                .replace("portWords: 1", "portWords: 1\n  weightMemory:\n    bytesPerCycle: 24");
        Path file = Files.writeString(folder.resolve("narrow.yaml"), narrow);
        String out = CliSession.run("cycles", "camera-face", "-m", file.toString(), "--memory", "1rw")
                .out();
        assertThat(out.lines().filter(line -> line.startsWith("step")))
                .singleElement()
                .asString()
                .contains(
                        "partial tile",
                        "padding",
                        "read port",
                        "write port",
                        "weights",
                        "output stage",
                        "drain",
                        "setup");
    }

    @Test
    void aFigureThatIsMissingIsNull() throws IOException {
        JsonNode energy = json("cycles", SMALL, "--node", "7", "--json").get("energy");
        assertThat(energy.get("totalPicojoules").isNull()).isTrue();
        assertThat(energy.get("memories").get(1).get("noFigure").asText()).contains("no figures for 7 nm");
    }

    @ParameterizedTest
    @CsvSource({"serial", "pipelined", "scalesim-v2"})
    void systolicModelsSayNothingOfMemories(String model) throws IOException {
        JsonNode json = json("cycles", SMALL, "--model", model, "--json");
        assertThat(json.get("model").asText()).isEqualTo(model);
        assertThat(json.get("cycles").asLong()).isPositive();
        assertThat(json.has("energy")).isFalse();
        assertThat(CliSession.run("cycles", SMALL, "--model", model).exitCode()).isZero();
    }

    @Test
    void aTableOfYourOwnIsFitted() throws IOException {
        StringBuilder csv =
                new StringBuilder("tech_nm,size_bytes,word_bytes,n_banks,rw_ports,read_pJ,write_pJ,leak_mW,area_mm2\n");
        for (int size = 256; size <= 1 << 20; size *= 2) {
            csv.append("28,%d,8,1,1,2.5,3.5,0.001,0.1%n".formatted(size));
        }
        Path file = Files.writeString(folder.resolve("mine.csv"), csv);
        JsonNode json = json("cycles", SMALL, "--memory", "1rw", "--node", "28", "--energy", file.toString(), "--json");
        assertThat(json.get("energy").get("source").asText()).endsWith("mine.csv");
        assertThat(json.get("energy")
                        .get("memories")
                        .get(0)
                        .get("readPicojoules")
                        .asDouble())
                .isBetween(2.4999, 2.5001);
    }

    @Test
    void theSameFileDescribesPlacementAndEngine() throws IOException {
        Path file = folder.resolve("mine.yaml");
        String yaml = CliSession.run("machines", "reference-p8").out();
        Files.writeString(file, yaml.replace("outputCycles: 8", "outputCycles: 20"));
        JsonNode json = json("cycles", SMALL, "-m", file.toString(), "--json");
        assertThat(json.get("cycles").asLong()).isEqualTo(3 * (33 + 9 + 119 * 20 + 8 + 15));
        assertThat(CliSession.run("size", SMALL, "-m", file.toString()).exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cycles",
                "cycles dncnn --machine byte-pixel",
                "cycles dncnn --machine none",
                "cycles dncnn --model fast",
                "cycles dncnn --memory 2rw",
                "cycles dncnn --clock 0",
                "cycles dncnn --node 0",
                "cycles dncnn --energy nowhere.csv",
                "cycles dncnn --compare camera-face",
                "cycles --compare camera-face --json",
                "cycles --compare no-such-network",
            })
    void mistakesAreToldInOneLine(String arguments) {
        CliSession session = CliSession.run(arguments.split(" "));
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().lines().filter(line -> line.startsWith("shingle: ")))
                .isNotEmpty();
        assertThat(session.err()).doesNotContain("error of shingle");
    }

    @Test
    void aRowForEachNetwork() throws IOException {
        Files.write(folder.resolve("broken.tflite"), new byte[] {1, 2, 3});
        CliSession session = CliSession.run("cycles", "--compare", SMALL, "camera-face:48x64", folder.toString());
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("Not compared:", "broken.tflite", "There are no figures for 1R1W");
        assertThat(session.out().lines().filter(line -> line.startsWith("dncnn") || line.startsWith("camera-face")))
                .hasSize(2);
    }

    /** Rows of docs/simulator.md for networks that are planned in no time. */
    @Test
    void theDocumentedTableIsWhatTheCommandPrints() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "simulator.md"));
        Path models = Path.of("..", "..", "shared", "models", "tflite");
        assumeTrue(Files.isDirectory(models), "../shared/models/tflite is not there");
        CliSession session = CliSession.run(
                "cycles",
                "--compare",
                "camera-face",
                models.resolve("kws_ref_model_int8.tflite").toString(),
                models.resolve("person_detect.tflite").toString(),
                models.resolve("ic_resnet8_int8.tflite").toString(),
                "--markdown");
        List<String> rows =
                session.out().lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows).hasSize(5);
        assertThat(documented).contains(rows);
    }

    private static JsonNode json(String... arguments) throws IOException {
        CliSession session = CliSession.run(arguments);
        assertThat(session.err()).isEmpty();
        return new ObjectMapper().readTree(session.out());
    }
}
