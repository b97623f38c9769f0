package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.shingle.cli.manual.CommandReference;
import dev.shingle.cli.manual.CommandText;
import dev.shingle.cli.manual.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The manual, made from the commands themselves. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        description = "Print a manual page, write all of them into a folder, or print the command reference.",
        footer = {
            "",
            "Examples:",
            "  shingle manual size | man -l -",
            "  shingle manual -o ~/.local/share/man/man1",
            "  shingle manual --markdown > docs/commands.md"
        })
final class ManualCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Whose page to print, one word or more; without it, the program's.")
    private List<String> wanted = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Write every page here, as shingle.1, shingle-size.1 and so on; the folder is made.")
    private @Nullable Path output;

    @Option(names = "--markdown", description = "Print all commands on one page of Markdown.")
    private boolean markdown;

    ManualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine program = Main.commandLine(console);
        CommandText overview = CommandText.of(program.getCommandSpec());
        ImmutableList<CommandText> commands = commands(program.getCommandSpec()).collect(toImmutableList());
        String version = ProgramVersion.current().version();
        if (markdown) {
            console.out().print(CommandReference.of(overview, commands));
        } else if (output != null) {
            Path folder = made(output);
            Stream.concat(Stream.of(overview), commands.stream())
                    .forEach(text ->
                            OutputFile.write(folder.resolve(text.pageName() + ".1"), ManPage.of(text, version)));
        } else {
            String name = String.join(" ", Iterables.concat(List.of("shingle"), wanted));
            CommandText text = Stream.concat(Stream.of(overview), commands.stream())
                    .filter(it -> it.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new UsageException(String.join(" ", wanted) + ": no such command (see: shingle --help)"));
            console.out().print(ManPage.of(text, version));
        }
        return ExitCode.OK;
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException(folder + ": cannot be made: " + e.getMessage());
        }
    }

    /** Each command, followed by its own commands. */
    private static Stream<CommandText> commands(CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .distinct()
                .flatMap(spec -> Stream.concat(Stream.of(CommandText.of(spec)), commands(spec)));
    }
}
