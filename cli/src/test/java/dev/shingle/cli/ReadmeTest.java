package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what the program prints. */
class ReadmeTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^    \\$ \\./shingle (.*)\\n((?:    .*\\n|\\n(?=    ))*)");

    record Example(String arguments, String shown) {}

    static List<Example> examples() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        return EXAMPLE.matcher(readme).results().map(ReadmeTest::example).toList();
    }

    private static Example example(MatchResult match) {
        return new Example(match.group(1), match.group(2).replaceAll("(?m)^    ", ""));
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void theZooIsAsLargeAsSaid() throws IOException {
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("lists " + Zoo.entries().size() + " detectors");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isPrinted(Example example) {
        CliSession session = CliSession.run(example.arguments().split(" "));
        boolean isNo = example.shown().startsWith("shingle: does not fit");
        assertThat(session.exitCode()).isEqualTo(isNo ? 1 : 0);
        // The README may leave out the end of a long output, never something in between.
        String printed = (isNo ? session.err() : session.out()).replaceAll("(?m)[ ]+$", "");
        assertThat(printed).startsWith(example.shown().strip().replaceAll("(?m)[ ]+$", ""));
    }
}
