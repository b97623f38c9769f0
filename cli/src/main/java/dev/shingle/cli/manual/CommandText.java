package dev.shingle.cli.manual;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a command's help says, taken apart. The footer's paragraphs are told apart by their first words: {@code Examples:}
 * is followed by command lines, {@code Exit code:} by what the codes mean, and anything else is a note.
 *
 * @param name {@code shingle size}
 * @param description its lines joined
 * @param synopsis the lines of the usage, options and all
 * @param arguments what follows the command, in order
 * @param options in the order in which they are declared
 * @param subcommands names and descriptions
 * @param examples command lines, {@code shingle} first
 * @param exitCodes lines, or none
 * @param notes paragraphs, each on one line
 */
public record CommandText(
        String name,
        String description,
        ImmutableList<String> synopsis,
        ImmutableList<Entry> arguments,
        ImmutableList<Entry> options,
        ImmutableList<Entry> subcommands,
        ImmutableList<String> examples,
        ImmutableList<String> exitCodes,
        ImmutableList<String> notes) {

    /** A term and what it means. */
    public record Entry(String term, String meaning) {}

    private static final ImmutableList<String> OF_EVERY_COMMAND =
            ImmutableList.of("--help", "--version", "--quiet", "--verbose");

    /** What a command's model says. */
    public static CommandText of(CommandSpec spec) {
        ImmutableList<ImmutableList<String>> footer =
                paragraphs(spec.usageMessage().footer());
        return new CommandText(
                spec.qualifiedName(),
                joined(spec.usageMessage().description()),
                synopsis(spec),
                spec.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .map(argument -> new Entry(argument.paramLabel(), meaning(argument)))
                        .collect(toImmutableList()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(option -> new Entry(term(option), meaning(option)))
                        .collect(toImmutableList()),
                spec.subcommands().values().stream()
                        .map(command -> command.getCommandSpec())
                        .filter(command -> !command.usageMessage().hidden())
                        .map(command -> new Entry(
                                command.name(), joined(command.usageMessage().description())))
                        .collect(toImmutableList()),
                linesAfter("Example", footer),
                linesAfter("Exit code", footer),
                footer.stream()
                        .filter(lines -> !lines.get(0).startsWith("Example")
                                && !lines.get(0).startsWith("Exit code"))
                        .map(lines -> String.join(" ", lines))
                        .collect(toImmutableList()));
    }

    /** {@code shingle-size}: name of the manual page. */
    public String pageName() {
        return name.replace(' ', '-');
    }

    /** The first sentence of the description, without its full stop. */
    public String summary() {
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** Options that not every command has. */
    public ImmutableList<Entry> ownOptions() {
        return options.stream()
                .filter(option -> OF_EVERY_COMMAND.stream()
                        .noneMatch(name ->
                                Arrays.asList(option.term().split(", ", -1)).contains(name)))
                .collect(toImmutableList());
    }

    private static ImmutableList<String> synopsis(CommandSpec spec) {
        return new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .lines()
                .map(String::stripTrailing)
                .collect(toImmutableList());
    }

    private static String term(OptionSpec option) {
        String names = String.join(", ", option.names());
        boolean takesValue = option.arity().max() > 0;
        return takesValue ? names + "=" + option.paramLabel() : names;
    }

    private static String meaning(ArgSpec argument) {
        return joined(argument.description());
    }

    private static String joined(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
    }

    private static ImmutableList<String> linesAfter(String start, List<ImmutableList<String>> footer) {
        return footer.stream()
                .filter(lines -> lines.get(0).startsWith(start))
                .flatMap(lines ->
                        lines.get(0).strip().endsWith(":") ? lines.stream().skip(1) : lines.stream())
                .map(CommandText::withoutHeading)
                .collect(toImmutableList());
    }

    private static String withoutHeading(String line) {
        String stripped = line.strip();
        return stripped.toLowerCase(Locale.ROOT).startsWith("exit code:")
                ? stripped.substring("exit code:".length()).strip()
                : stripped;
    }

    private static ImmutableList<ImmutableList<String>> paragraphs(String[] lines) {
        ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
        ImmutableList.Builder<String> current = ImmutableList.builder();
        for (String line : lines) {
            if (line.isBlank()) {
                add(current.build(), all);
                current = ImmutableList.builder();
            } else {
                current.add(line.replace("%%", "%"));
            }
        }
        add(current.build(), all);
        return all.build();
    }

    private static void add(ImmutableList<String> paragraph, ImmutableList.Builder<ImmutableList<String>> paragraphs) {
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph);
        }
    }
}
