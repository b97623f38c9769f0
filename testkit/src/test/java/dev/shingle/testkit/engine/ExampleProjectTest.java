package dev.shingle.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the documents promise of the example; that it builds and finds its planted bug, the Maven build itself checks. */
class ExampleProjectTest {

    private static final Path TESTS = Path.of("example", "src", "test", "java", "com", "example", "npu");

    @Test
    void askingWhetherAnOverlapIsSafeTakesTwentyLines() throws IOException {
        long lines = Files.readAllLines(TESTS.resolve("OverlapIsSafeTest.java"), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("package") && !line.startsWith("import"))
                .count();
        assertThat(lines).isBetween(10L, 20L);
    }

    /** The default number of tries, no seed, no provider: what a newcomer writes. */
    @Test
    void itRunsWithoutTuning() throws IOException {
        for (String file : new String[] {"OverlapIsSafeTest.java", "PlantedBugTest.java"}) {
            assertThat(Files.readString(TESTS.resolve(file), StandardCharsets.UTF_8))
                    .contains("@Property\n")
                    .doesNotContain("tries")
                    .doesNotContain("seed")
                    .doesNotContain("@Provide");
        }
    }
}
