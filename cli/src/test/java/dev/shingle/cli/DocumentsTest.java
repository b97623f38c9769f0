package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tutorial and how-tos show is what the program prints. A document's commands run one after the other in a folder of
 * their own. In what is shown, a line of three dots stands for anything; the end may be missing. Links lead somewhere.
 */
class DocumentsTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static final Pattern EXAMPLE = Pattern.compile(
            "(?m)^    \\$ (\\./shingle |head -|cat )(.*)\\n((?:    (?!\\$ ).*\\n|\\n(?=    (?!\\$ )))*)");

    /** Files that commands read or write; anything else is taken as it is. */
    private static final Pattern FILE =
            Pattern.compile("[a-z0-9/-]+\\.(json|tflite|onnx|yaml|csv|map|h|svg|html)|build.*|results.*");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#: ]+)(#[^)]*)?\\)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tutorial.md", "howto-sizing.md", "howto-fpga.md"})
    void everythingShownIsTrue(String document) throws IOException {
        String text = Files.readString(DOCS.resolve(document));
        List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (MatchResult example : examples) {
            String command = example.group(1) + example.group(2);
            String shown = stripped(example.group(3).replaceAll("(?m)^    ", ""));
            assertShown(command, shown, stripped(output(example.group(1), example.group(2))));
        }
    }

    private static void assertShown(String command, String shown, String printed) {
        String rest = printed;
        boolean isFirst = true;
        for (String part : Splitter.onPattern("(?m)^\\.\\.\\.$").split(shown)) {
            String wanted = part.strip();
            int at = rest.indexOf(wanted);
            assertThat(at)
                    .as("%s%nis documented to print%n%s%nand prints%n%s", command, wanted, printed)
                    .isGreaterThanOrEqualTo(0);
            assertThat(isFirst && at > 0)
                    .as("what is shown of " + command + " starts at the start")
                    .isFalse();
            rest = rest.substring(at + wanted.length());
            isFirst = false;
        }
    }

    private String output(String program, String arguments) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments.split(" +")));
        if (program.equals("head -")) {
            return Files.readString(folder.resolve(words.get(1)))
                    .lines()
                    .limit(Integer.parseInt(words.get(0)))
                    .collect(Collectors.joining("\n"));
        }
        if (program.equals("cat ")) {
            return Files.readString(folder.resolve(words.get(0)));
        }
        int redirection = words.indexOf(">");
        List<String> given = redirection < 0 ? words : words.subList(0, redirection);
        CliSession session = CliSession.run(inFolder(given));
        assertThat(session.exitCode()).as(arguments + "\n" + session.err()).isIn(0, 1);
        if (redirection >= 0) {
            Files.writeString(folder.resolve(words.get(redirection + 1)), session.out());
            return "";
        }
        String printed = session.exitCode() == 0 ? session.out() : session.err();
        return printed.replace(folder + "/", "");
    }

    /** What follows {@code -o} is written, whatever its name: a test leaves nothing in the module. */
    private String[] inFolder(List<String> words) {
        String[] paths = words.toArray(String[]::new);
        for (int i = 0; i < paths.length; i++) {
            if (FILE.matcher(words.get(i)).matches()
                    || (i > 0 && words.get(i - 1).equals("-o"))) {
                paths[i] = folder.resolve(words.get(i)).toString();
            }
        }
        return paths;
    }

    private static String stripped(String text) {
        return text.replaceAll("(?m)[ ]+$", "").strip();
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(Path.of("..", "README.md"), Path.of("..", "CONTRIBUTING.md"), Path.of("..", "CHANGELOG.md")));
        try (Stream<Path> docs = Files.walk(DOCS)) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        for (Path document : documents) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                assertThat(document.resolveSibling(link.group(1)))
                        .as("link of " + document + " to " + link.group(1))
                        .exists();
            }
        }
    }

    @Test
    void everyDocumentIsInTheIndex() throws IOException {
        String index = Files.readString(DOCS.resolve("README.md"));
        try (Stream<Path> docs = Files.list(DOCS)) {
            assertThat(docs.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }
}
