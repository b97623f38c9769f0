package dev.shingle.cli.manual;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/**
 * A manual page in the macros of man(7). What it needs is little: headings, indented terms, lines as they are; so it is
 * written directly. Characters that troff takes for something else are escaped: a backslash, a minus that shall stay one,
 * and a full stop or an apostrophe at the start of a line.
 */
public final class ManPage {

    private final CommandText command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandText command) {
        this.command = command;
    }

    /** The page of one command. Of the same program it is always the same: no date is in it. */
    public static String of(CommandText command, String version) {
        return new ManPage(command).write(version);
    }

    private String write(String version) {
        page.append(".TH \"%s\" 1 \"\" \"%s\" \"Shingle\"\n"
                .formatted(escaped(command.pageName().toUpperCase(Locale.ROOT)), escaped("shingle " + version)));
        heading("NAME");
        line(command.pageName() + " - " + command.summary());
        heading("SYNOPSIS");
        asTheyAre(command.synopsis());
        heading("DESCRIPTION");
        line(command.description());
        command.notes().forEach(note -> {
            page.append(".PP\n");
            line(note);
        });
        entries("ARGUMENTS", command.arguments());
        entries("COMMANDS", command.subcommands());
        entries("OPTIONS", command.options());
        if (!command.examples().isEmpty()) {
            heading("EXAMPLES");
            asTheyAre(command.examples());
        }
        heading("EXIT STATUS");
        line(
                command.exitCodes().isEmpty()
                        ? "0 yes; 1 a well-formed question whose answer is no; 2 bad arguments, unusable file, I/O."
                        : String.join(" ", command.exitCodes()));
        seeAlso();
        return page.toString();
    }

    private void seeAlso() {
        heading("SEE ALSO");
        if (command.subcommands().isEmpty()) {
            line("shingle(1)");
        } else {
            line(String.join(
                    ", ",
                    command.subcommands().stream()
                            .map(entry -> command.name() + "-" + entry.term() + "(1)")
                            .toList()));
        }
    }

    private void heading(String text) {
        page.append(".SH ").append(text).append('\n');
    }

    private void entries(String heading, ImmutableList<CommandText.Entry> entries) {
        if (!entries.isEmpty()) {
            heading(heading);
            for (CommandText.Entry entry : entries) {
                page.append(".TP\n.B ").append(escaped(entry.term())).append('\n');
                line(entry.meaning());
            }
        }
    }

    private void line(String text) {
        page.append(escapedLine(text)).append('\n');
    }

    private void asTheyAre(ImmutableList<String> lines) {
        page.append(".nf\n");
        lines.forEach(this::line);
        page.append(".fi\n");
    }

    static String escapedLine(String text) {
        String escaped = escaped(text);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    }
}
