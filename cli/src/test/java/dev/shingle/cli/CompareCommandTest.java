package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

class CompareCommandTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @TempDir
    private Path folder;

    private static JsonNode json(String... arguments) throws IOException {
        CliSession session = CliSession.run(arguments);
        assertThat(session.exitCode()).as(session.err()).isZero();
        return new ObjectMapper().readTree(session.out());
    }

    private static JsonNode compared(String a, String b, String... more) throws IOException {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"compare", a, b, "--json"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return json(arguments);
    }

    private static long sized(String model, String machine) throws IOException {
        return json("size", model, "--machine", machine, "--json")
                .get("plannedPeakBytes")
                .asLong();
    }

    /** The effects of all abilities, one after the other, lead from the one peak to the other. */
    @ParameterizedTest
    @CsvSource({
        "byte-pixel,lane8-group",
        "byte-pixel,circular",
        "forward-linear,reference-p8",
        "tflm-element,row",
        "reference-p4,tflm-element",
        "line-buffer,forward-linear"
    })
    void effectsOfMachinesAddUp(String a, String b) throws IOException {
        for (String model : List.of(SMALL, "camera-face:24x32")) {
            JsonNode told = compared(a, b, "--model", model);
            assertThat(told.get("a").get("peakBytes").asLong()).isEqualTo(sized(model, a));
            assertThat(told.get("b").get("peakBytes").asLong()).isEqualTo(sized(model, b));
            long sum = 0;
            for (JsonNode cause : told.get("causes")) {
                sum += cause.get("effectBytes").asLong();
                assertThat(cause.get("rule").asText()).isNotEmpty();
            }
            assertThat(sum).isEqualTo(sized(model, b) - sized(model, a));
        }
    }

    @Test
    void theWriteUnitIsNamedWithItsEquation() {
        CliSession session = CliSession.run("compare", "byte-pixel", "lane8-group", "--model", "camera-face");
        assertThat(session.out())
                .contains(
                        "write unit PIXEL -> GROUP(8): +24 B",
                        "g = (K - 1) G in equation (7)",
                        "step 6 (block3-pointwise): D 0 -> 24, E 0 -> 24 B",
                        "layers that differ: 10 of 18");
    }

    @Test
    void figuresOfAPlanAreThoseOfTheSizing() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", "camera-face:48x64", "-o", plan.toString());
        Path other = folder.resolve("other.json");
        CliSession.run("map", "camera-face:48x64", "--planner", "disjoint", "-o", other.toString());
        JsonNode told = compared(plan.toString(), other.toString());
        JsonNode size = json("size", "camera-face:48x64", "--json");
        assertThat(told.get("a").get("peakBytes")).isEqualTo(size.get("plannedPeakBytes"));
        assertThat(told.get("a").get("disjointBytes")).isEqualTo(size.get("disjointLowerBoundBytes"));
        assertThat(told.get("a").get("widestPairBytes")).isEqualTo(size.get("pingPongWidestPairBytes"));
        assertThat(2 * told.get("a").get("largestBufferBytes").asLong())
                .isEqualTo(size.get("pingPongEqualBuffersBytes").asLong());
        assertThat(told.get("causes").findValuesAsText("difference"))
                .anyMatch(it -> it.equals("planner overlap -> disjoint-greedy"));
        for (JsonNode pair : told.get("differences")) {
            JsonNode layer = size.get("layers").get(pair.get("a").get("step").asInt());
            assertThat(pair.get("a").get("plannedBytes")).isEqualTo(layer.get("plannedBytes"));
            assertThat(pair.get("a").get("forwardDistanceBytes")).isEqualTo(layer.get("forwardDistanceWords"));
            assertThat(pair.get("a").get("reverseDistanceBytes")).isEqualTo(layer.get("reverseDistanceWords"));
            assertThat(pair.get("b").get("overlapBytes").asLong()).isZero();
        }
    }

    @Test
    void plansForTwoMachinesNameEachRuleWithItsOwnDistances() throws IOException {
        Path pixel = folder.resolve("pixel.json");
        Path lanes = folder.resolve("lanes.json");
        CliSession.run("map", "camera-face:48x64", "-o", pixel.toString());
        CliSession.run("map", "camera-face:48x64", "-m", "tflm-element", "-o", lanes.toString());
        JsonNode causes = compared(pixel.toString(), lanes.toString()).get("causes");
        assertThat(causes.findValuesAsText("difference").subList(0, 3))
                .containsExactly(
                        "write unit PIXEL -> GROUP(1)",
                        "reverse group order descending -> ascending",
                        "directions forward or reverse -> forward");
        assertThat(causes.get(0).get("evidence").asText()).contains("D ", " -> ");
        assertThat(causes.get(2).get("evidence").asText()).isEqualTo("no layer's distance changes");
        assertThat(causes.get(0).get("effectBytes").isNull()).isTrue();
    }

    @Test
    void theSameIsTheSame() throws IOException {
        JsonNode told = compared(SMALL, SMALL);
        assertThat(told.get("causes")).isEmpty();
        assertThat(told.get("differences")).isEmpty();
        assertThat(CliSession.run("compare", SMALL, SMALL).out())
                .contains("nothing that matters differs", "layers that differ: 0 of 3");
        assertThat(CliSession.run("compare", SMALL, SMALL, "--all").out()).contains("step  layer");
    }

    @Test
    void networksDifferByInputLayersAndPasses() throws IOException {
        JsonNode smaller = compared("camera-face", "camera-face:96x128");
        assertThat(smaller.get("causes").get(0).get("difference").asText())
                .isEqualTo("input 120x160x1 INT8 -> 96x128x1 INT8");
        JsonNode deeper = compared(SMALL, "dncnn:input=12x10x1,depth=5,channels=4");
        assertThat(deeper.get("causes").findValuesAsText("difference")).contains("layers: 0 in A only, 2 in B only");
        assertThat(deeper.get("differences")).anyMatch(pair -> pair.get("a").isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare byte-pixel circular",
                "compare camera-face",
                "compare camera-face nothing-like-it",
                "compare byte-pixel nothing --model camera-face",
                "compare byte-pixel circular --model camera-face --machine row",
                "compare missing.json camera-face",
            })
    void aMistakeIsOneLine(String arguments) {
        CliSession session = CliSession.run(arguments.split(" "));
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip().lines()).hasSize(1);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void aPlanIsNotComparedWithANetwork() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        CliSession session = CliSession.run("compare", plan.toString(), SMALL);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains("found one plan only");
        Path network = folder.resolve("net.json");
        CliSession.run("networks", SMALL, "-o", network.toString());
        assertThat(CliSession.run("compare", network.toString(), SMALL).exitCode())
                .isZero();
        assertThat(Files.exists(plan)).isTrue();
    }
}
