package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBarStyle;
import org.junit.jupiter.api.Test;

/** Quiet, verbose, colours. */
class VerbosityTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @Test
    void resultsAreTheSameHoweverMuchIsSaid() {
        CliSession plain = CliSession.run("size", SMALL);
        CliSession quiet = CliSession.run("size", SMALL, "--quiet");
        CliSession verbose = CliSession.run("-v", "size", SMALL);
        assertThat(quiet.out()).isEqualTo(plain.out());
        assertThat(verbose.out()).isEqualTo(plain.out());
        assertThat(plain.err()).isEmpty();
        assertThat(quiet.err()).isEmpty();
        assertThat(verbose.err()).contains("shingle: shingle ", "arguments: -v size " + SMALL, "exit code 0 after");
    }

    @Test
    void aRefusalIsSaidQuietlyTooAndVerboselyWithItsPlace() {
        assertThat(CliSession.run("size", "nothing", "-q").err())
                .startsWith("shingle: nothing")
                .hasLineCount(1);
        assertThat(CliSession.run("size", "nothing", "-v").err())
                .contains("shingle: nothing", "\tat dev.shingle.", "exit code 2");
    }

    @Test
    void quietKeepsProgressAway() {
        Console console =
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, true);
        assertThat(console.interactive()).isTrue();
        assertThat(Main.run(console, "size", SMALL, "-q")).isZero();
        assertThat(console.interactive()).isFalse();
    }

    @Test
    void noColorMeansNoColour() {
        assertThat(style(Map.of("LANG", "C.UTF-8"))).isEqualTo(ProgressBarStyle.COLORFUL_UNICODE_BLOCK);
        assertThat(style(Map.of("LANG", "C.UTF-8", "NO_COLOR", ""))).isEqualTo(ProgressBarStyle.COLORFUL_UNICODE_BLOCK);
        assertThat(style(Map.of("LANG", "C.UTF-8", "NO_COLOR", "1"))).isEqualTo(ProgressBarStyle.UNICODE_BLOCK);
        assertThat(style(Map.of())).isEqualTo(ProgressBarStyle.ASCII);
    }

    private static ProgressBarStyle style(Map<String, String> environment) {
        return Console.ofProcess(environment, new ByteArrayOutputStream()).barStyle();
    }

    /** Whoever draws a bar asks the console how. */
    @Test
    void nobodyElseChoosesColours() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("Console.java"))
                            .filter(VerbosityTest::mentionsColour))
                    .isEmpty();
        }
    }

    private static boolean mentionsColour(Path file) {
        try {
            String source = Files.readString(file);
            return source.contains("COLORFUL") || source.contains("Ansi.ON") || source.contains("\\u001b[3");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
