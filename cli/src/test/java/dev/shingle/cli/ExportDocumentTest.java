package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.fpga.memory.format.MemoryFormat;
import dev.shingle.fpga.memory.format.MemoryFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/export.md shows is what the program prints and writes. The folder {@code build} is a temporary one here. */
class ExportDocumentTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^    \\$ (.*)\\n((?:    (?!\\$).*\\n|\\n(?=    (?!\\$)))*)");
    private static final Pattern HEAD = Pattern.compile("head -(\\d+) build/(.*)");

    @TempDir
    private Path folder;

    @Test
    void everythingShownIsTrue() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "export.md"));
        List<MatchResult> examples = EXAMPLE.matcher(document).results().toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (MatchResult example : examples) {
            String shown = stripped(example.group(2).replaceAll("(?m)^    ", ""));
            assertThat(stripped(output(example.group(1)))).as(example.group(1)).startsWith(shown);
        }
    }

    private String output(String command) throws IOException {
        Matcher head = HEAD.matcher(command);
        if (head.matches()) {
            return Files.readString(folder.resolve("build").resolve(head.group(2)))
                    .lines()
                    .limit(Integer.parseInt(head.group(1)))
                    .collect(Collectors.joining("\n"));
        }
        assertThat(command).startsWith("./shingle ");
        String build = folder.resolve("build").toString();
        CliSession session = CliSession.run(command.replace("./shingle ", "")
                .replace("-o build", "-o " + build)
                .split(" "));
        assertThat(session.exitCode()).isZero();
        return session.out();
    }

    private static String stripped(String text) {
        return text.replaceAll("(?m)[ ]+$", "").strip();
    }

    @Test
    void everyFormatIsListed() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "export.md"));
        for (MemoryFormat format : MemoryFormats.all()) {
            assertThat(document).contains("| `" + format.name() + "` |");
        }
    }
}
