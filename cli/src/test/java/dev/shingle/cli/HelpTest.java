package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.shingle.cli.manual.CommandText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Help, manual and reference of every command, those included that do not exist yet. */
class HelpTest {

    private static CommandLine program() {
        return Main.commandLine(
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, false));
    }

    static Stream<String> commands() {
        return names(program().getCommandSpec());
    }

    /** Paths below the program: {@code size}, or {@code sweep merge}. */
    private static Stream<String> names(CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(spec ->
                        Stream.concat(Stream.of(spec.qualifiedName().substring("shingle ".length())), names(spec)));
    }

    private static CommandText text(String command) {
        CommandLine current = program();
        for (String part : Splitter.on(' ').split(command)) {
            current = current.getSubcommands().get(part);
        }
        return CommandText.of(current.getCommandSpec());
    }

    @Test
    void thereAreManyCommands() {
        assertThat(commands())
                .contains("size", "map", "compare", "doctor", "manual")
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasExamplesThatItUnderstands(String command) {
        CommandText help = text(command);
        assertThat(help.examples()).as("Examples: in the footer of " + command).isNotEmpty();
        for (String example : help.examples()) {
            List<String> words = words(example);
            assertThat(words.get(0)).as(example).isEqualTo("shingle");
            ParseResult parsed =
                    program().parseArgs(words.subList(1, words.size()).toArray(new String[0]));
            assertThat(named(parsed)).as(example).startsWith(command.split(" ")[0]);
        }
    }

    private static String named(ParseResult parsed) {
        ParseResult current = parsed;
        StringBuilder name = new StringBuilder();
        while (current.hasSubcommand()) {
            current = current.subcommand();
            name.append(name.isEmpty() ? "" : " ").append(current.commandSpec().name());
        }
        return name.toString();
    }

    /** Up to where the shell takes over. */
    private static List<String> words(String example) {
        List<String> words = Arrays.asList(example.split(" +"));
        int end = (int)
                words.stream().takeWhile(word -> !word.matches("[|>&#].*")).count();
        return words.subList(0, end);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsPrintedAndSaysWhatItIsFor(String command) {
        CliSession session = CliSession.run((command + " --help").split(" "));
        assertThat(session.exitCode()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).contains("Usage: shingle " + command, "Example", "--quiet", "--verbose");
        assertThat(text(command).description()).isNotEmpty();
        assertThat(text(command).summary()).hasSizeLessThan(180);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndArgumentSaysWhatItDoes(String command) {
        CommandText help = text(command);
        assertThat(help.options())
                .allSatisfy(option -> assertThat(option.meaning())
                        .as(option.term())
                        .isNotEmpty()
                        .doesNotContain("${"));
        assertThat(help.arguments())
                .allSatisfy(argument -> assertThat(argument.meaning())
                        .as(argument.term())
                        .isNotEmpty()
                        .doesNotContain("${"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsTheVersion(String command) {
        CliSession session = CliSession.run((command + " --version").split(" "));
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).startsWith("shingle ").contains("(commit ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAManualPage(String command) {
        String page = CliSession.run(("manual " + command).split(" ")).out();
        assertThat(page)
                .startsWith(".TH \"SHINGLE")
                .contains(".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLES", ".SH EXIT STATUS");
        // A line that begins with a full stop or an apostrophe is a request; only ours may be there.
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|B|PP|nf|fi)( .*)?"));
    }

    /** Run {@code ./shingle manual --markdown > docs/commands.md} when this fails. */
    @Test
    void theReferenceIsCurrent() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "commands.md")))
                .isEqualTo(CliSession.run("manual", "--markdown").out());
    }

    @Test
    void theCommandsOfTheReadmeExist() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertThat(commands().filter(command -> !command.contains(" ")))
                .allSatisfy(command -> assertThat(readme).contains("./shingle " + command));
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        String script = CliSession.run("completion").out();
        assertThat(script).contains("_picocli_shingle_size", "--capacity", "complete -F");
        assertThat(CliSession.run("completion", "zsh").out())
                .startsWith("autoload")
                .endsWith(script);
    }
}
