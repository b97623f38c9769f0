package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.zoo.Zoo;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is built in, as it is listed. */
class ListsTest {

    @Test
    void theZooIsListedWithItsSources() {
        CliSession session = CliSession.run("networks");
        assertThat(session.exitCode()).isZero();
        String listed = oneLine(session);
        assertThat(Zoo.entries()).allSatisfy(entry -> assertThat(listed).contains(entry.name() + " " + entry.family()));
        assertThat(listed).contains("Which one to try first?", "shingle map camera-face");
        String details = oneLine(CliSession.run("networks", "--details"));
        assertThat(Zoo.entries())
                .allSatisfy(entry -> assertThat(details)
                        .contains(entry.description(), entry.example(), entry.parameters(), entry.source()));
    }

    @Test
    void oneNetworkIsDescribed() {
        CliSession session = CliSession.run("networks", "dncnn:64x64", "--details");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).startsWith("dncnn (restoration)").contains("arXiv 1608.03981");
        assertThat(session.out().lines().filter(line -> !line.startsWith(" "))).hasSize(1);
        assertThat(CliSession.run("networks", "dncn", "--details").err()).contains("did you mean dncnn?");
        assertThat(CliSession.run("networks", "dncnn", "--details", "-o", "x.json")
                        .exitCode())
                .isEqualTo(2);
    }

    private static String oneLine(CliSession session) {
        return session.out().replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"machines", "networks", "networks --details"})
    void listsFitTheTerminal(String command) {
        String[] words = command.split(" ", -1);
        assertThat(CliSession.run(words).out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        StringWriter wide = new StringWriter();
        Console console = new Console(new PrintWriter(wide), new PrintWriter(new StringWriter()), true, false);
        assertThat(Main.run(console.withColumns(130), words)).isZero();
        assertThat(wide.toString().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(130))
                .anySatisfy(line -> assertThat(line).hasSizeGreaterThan(100));
        assertThat(wide.toString().replaceAll("[-\\s]+", ""))
                .hasSameSizeAs(CliSession.run(words).out().replaceAll("[-\\s]+", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "networks --raw",
                "networks --dim N=1",
                "networks -o x.json",
                "machines --csv",
                "machines row --markdown"
            })
    void whatIsForSomethingElseIsRefused(String command) {
        CliSession session = CliSession.run(command.split(" ", -1));
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).hasLineCount(1);
    }
}
