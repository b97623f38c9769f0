package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shingle.cli.doctor.Tool;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void saysWhatIsHereAndNeverRefuses() {
        CliSession session = CliSession.run("doctor");
        assertThat(session.exitCode()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .contains(System.getProperty("java.version"), "cores", "heap", "locale", "sized camera-face: right");
        Tool.all().forEach(tool -> assertThat(session.out()).contains(tool.command(), tool.enables()));
    }

    @Test
    void whatIsMissingHasAPackage() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(CliSession.run("doctor", "--json").out());
        assertThat(json.get("works").asBoolean()).isTrue();
        assertThat(json.get("tools")).hasSize(Tool.all().size());
        String packages = " " + json.get("missingPackages").asText() + " ";
        for (JsonNode tool : json.get("tools")) {
            boolean named = packages.contains(" " + tool.get("debianPackage").asText() + " ");
            assertThat(tool.get("there").asBoolean() && named && isOnlyIn(tool, json))
                    .isFalse();
            assertThat(tool.get("there").asBoolean() || named).isTrue();
            assertThat(tool.get("there").asBoolean())
                    .isEqualTo(!tool.get("path").asText().isEmpty());
        }
    }

    private static boolean isOnlyIn(JsonNode tool, JsonNode json) {
        int count = 0;
        for (JsonNode other : json.get("tools")) {
            count += other.get("debianPackage").equals(tool.get("debianPackage")) ? 1 : 0;
        }
        return count == 1;
    }
}
