package dev.shingle.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ToolProbeTest {

    @TempDir
    private Path folder;

    private Tool tool(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Tool(name, ImmutableList.of("--version"), "something", name + "-package");
    }

    private List<ToolState> examine(Tool... tools) {
        return new ToolProbe(folder + "::/nowhere", Duration.ofMillis(500)).examine(ImmutableList.copyOf(tools));
    }

    @Test
    void aVersionIsTheFirstLineThatHasOne() throws IOException {
        assertThat(examine(
                        tool("plain", "echo plain 1.2"), tool("shy", "echo; echo Licence; echo shy-2.0 >&2; exit 3")))
                .extracting(ToolState::version)
                .containsExactly("plain 1.2", "shy-2.0");
    }

    @Test
    void aLongLineIsCutToItsNumber() {
        assertThat(ToolProbe.firstTelling("nextpnr -- " + "place and route ".repeat(9) + "(Version 0.4-1+b3)"))
                .isEqualTo("0.4-1+b3");
        assertThat(ToolProbe.firstTelling("/usr/bin/chromium: 9: [: 2527: operator\nChromium 1.2.3"))
                .isEqualTo("Chromium 1.2.3");
        assertThat(ToolProbe.firstTelling("")).isEqualTo("there, says no version");
    }

    @Test
    @Timeout(20)
    void whoDoesNotAnswerIsNotWaitedFor() throws IOException {
        assertThat(examine(tool("slow", "sleep 1000 & sleep 1000"), tool("asking", "read answer; echo 1.0")))
                .extracting(ToolState::version)
                .containsExactly("no answer within 0 s", "1.0");
    }

    @Test
    @Timeout(20)
    void endlessOutputDoesNotFillTheMemory() throws IOException {
        assertThat(examine(
                        tool("talker", "echo talker 3.1; i=0; while [ $i -lt 20000 ]; do echo more; i=$((i+1)); done")))
                .extracting(ToolState::version)
                .containsExactly("talker 3.1");
    }

    @Test
    void whatIsMissingIsSaidToBe() throws IOException {
        Files.writeString(folder.resolve("text"), "not executable");
        ImmutableList<Tool> tools = ImmutableList.of(new Tool("text", ImmutableList.of("-v"), "", "p"));
        assertThat(new ToolProbe(folder.toString()).examine(tools).get(0).isThere())
                .isFalse();
    }

    @Test
    void aProgramThatCannotBeStartedIsThereAllTheSame() throws IOException {
        Tool broken = tool("broken", "");
        Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
        assertThat(examine(broken).get(0)).satisfies(state -> {
            assertThat(state.isThere()).isTrue();
            assertThat(state.version()).startsWith("cannot be started");
        });
    }
}
