package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users and programs are told when a network does not fit. */
class InfeasibleTest {

    @Test
    void oneScreenWithTheConflictAndTheWayOut() {
        CliSession session = CliSession.run("size", "camera-face", "--capacity", "70000");
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains("PLANNED PEAK");
        assertThat(session.err())
                .startsWith("shingle: does not fit: needs 76,800 B (75.0 KiB), capacity 70,000 B (68.4 KiB),"
                        + " 6,800 B too much; no plan can")
                .contains(
                        "One buffer alone is too large, whatever its place, at step 2 (block1-pointwise):"
                                + " 76,800 B, 6,800 B over",
                        "block1-pointwise  60x80x16  76,800  2 .. 3",
                        "an input image of 111x148 instead of 120x160  66,304  fits");
        assertThat(session.err().lines()).hasSizeLessThan(24);
    }

    @Test
    void forwardOnlyNeedsMoreAndIsToldWhatWouldDo() {
        CliSession session = CliSession.run("size", "dncnn", "--machine", "tflm-element", "--capacity", "1100000");
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .contains(
                        "These do not fit together at step",
                        "run each layer from either end",
                        "count addresses modulo",
                        "conditional subtract",
                        "outside",
                        "fits");
    }

    @Test
    void sizeForProgramsHasTheSameAnswer() throws IOException {
        CliSession session = CliSession.run("size", "camera-face", "--capacity", "70000", "--json");
        JsonNode json = new ObjectMapper().readTree(session.out());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(json.get("fits").asBoolean()).isFalse();
        JsonNode infeasible = json.get("infeasible");
        assertThat(infeasible.get("gapBytes").asLong()).isEqualTo(6800);
        assertThat(infeasible.get("conflict").get("bytesOver").asLong()).isEqualTo(6800);
        assertThat(infeasible.get("conflict").get("minimal").asBoolean()).isTrue();
        assertThat(infeasible.get("conflict").get("buffers").get(0).get("name").asText())
                .isEqualTo("block1-pointwise");
        JsonNode lever = infeasible.get("levers").get(infeasible.get("levers").size() - 1);
        assertThat(lever.get("name").asText()).isEqualTo("smaller-input");
        assertThat(lever.get("inputSize")).hasSize(2);
        assertThat(infeasible.get("whyNoSmallerInput").asText()).isEmpty();

        // What it advises is so.
        String smaller = "camera-face:input=%sx%s"
                .formatted(lever.get("inputSize").get(0), lever.get("inputSize").get(1));
        assertThat(CliSession.run("size", smaller, "--capacity", "70000").exitCode())
                .isZero();
    }

    @Test
    void mapForProgramsPrintsTheReasonInPlaceOfAPlan() throws IOException {
        CliSession session = CliSession.run("map", "camera-face", "--capacity", "70000", "--json");
        assertThat(session.exitCode()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(session.out());
        List<String> keys = new ArrayList<>();
        json.get("infeasible").fieldNames().forEachRemaining(keys::add);
        assertThat(json.get("fits").asBoolean()).isFalse();
        assertThat(keys)
                .containsExactly(
                        "planner",
                        "demandBytes",
                        "capacityBytes",
                        "gapBytes",
                        "lowerBoundBytes",
                        "proven",
                        "conflict",
                        "levers",
                        "whyNoSmallerInput");
    }

    @Test
    void everyPlannerExplainsItself() {
        for (String planner : List.of("disjoint", "every_layer", "ping_pong", "ping_pong_two_buffers")) {
            CliSession session = CliSession.run("map", "camera-face", "--planner", planner, "--capacity", "80000");
            assertThat(session.exitCode()).as(planner).isEqualTo(1);
            assertThat(session.err()).as(planner).contains("These do not fit together at", "not proven");
        }
    }
}
