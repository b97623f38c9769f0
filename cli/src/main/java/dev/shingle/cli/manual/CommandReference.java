package dev.shingle.cli.manual;

import com.google.common.collect.ImmutableList;

/** All commands on one page of Markdown. */
public final class CommandReference {

    private static final String INTRODUCTION = """
            # Commands

            Written by `./shingle manual --markdown > docs/commands.md`; a test compares. The same stands in the manual pages
            (`./shingle manual size | man -l -`) and in `--help`.

            Exit codes: 0 yes; 1 a well-formed question whose answer is no (does not fit, not safe); 2 bad arguments, unusable
            file, I/O. Where a command means something else by them, it says so.

            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private CommandReference() {}

    /** The program's page, then each command's. */
    public static String of(CommandText program, ImmutableList<CommandText> commands) {
        CommandReference reference = new CommandReference();
        reference.overview(program);
        commands.forEach(reference::command);
        return reference.page.toString();
    }

    private void overview(CommandText program) {
        page.append("| command | does |\n|---|---|\n");
        program.subcommands()
                .forEach(entry -> page.append(
                        "| [`%s`](#shingle-%s) | %s |\n".formatted(entry.term(), entry.term(), cell(entry.meaning()))));
        page.append("\nEvery command takes\n\n");
        entries("option", program.options());
        program.notes().forEach(note -> page.append('\n').append(note).append('\n'));
    }

    private void command(CommandText command) {
        page.append("\n## ").append(command.name()).append("\n\n");
        page.append(command.description()).append("\n\n");
        block(command.synopsis());
        if (!command.arguments().isEmpty()) {
            page.append('\n');
            entries("argument", command.arguments());
        }
        if (!command.ownOptions().isEmpty()) {
            page.append('\n');
            entries("option", command.ownOptions());
        }
        command.notes().forEach(note -> page.append('\n').append(note).append('\n'));
        if (!command.exitCodes().isEmpty()) {
            page.append("\nExit code: ")
                    .append(String.join(" ", command.exitCodes()))
                    .append('\n');
        }
        if (!command.examples().isEmpty()) {
            page.append("\nExamples:\n\n");
            block(command.examples());
        }
    }

    private void block(ImmutableList<String> lines) {
        lines.forEach(line -> page.append("    ").append(line).append('\n'));
    }

    private void entries(String head, ImmutableList<CommandText.Entry> entries) {
        page.append("| ").append(head).append(" | meaning |\n|---|---|\n");
        entries.forEach(entry -> page.append("| `%s` | %s |\n".formatted(cell(entry.term()), cell(entry.meaning()))));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
