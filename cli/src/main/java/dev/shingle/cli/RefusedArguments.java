package dev.shingle.cli;

import com.google.common.base.Splitter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one line that is said when a command line is refused: what was found, what was probably meant, where help is. */
final class RefusedArguments {

    /** How picocli lists the values of an enumeration: constants and what they print, each. */
    private static final Pattern VALUES = Pattern.compile("expected one of \\[([^]]*)] \\(case-insensitive\\)");

    private RefusedArguments() {}

    static String message(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), unmatched, command);
        }
        return plain(exception) + seeHelpOf(command);
    }

    private static String unknown(String found, UnmatchedArgumentException exception, CommandLine command) {
        if (found.startsWith("-")) {
            return NearestName.to(found, options(command))
                    .map(name -> "found no option " + found + "; did you mean " + name + "?" + seeHelpOf(command))
                    .orElseGet(() -> plain(exception) + seeHelpOf(command));
        }
        if (command.getParent() != null) {
            return plain(exception) + seeHelpOf(command);
        }
        Set<String> commands = command.getSubcommands().keySet();
        Optional<String> nearest = NearestName.to(found, commands);
        return "found no command " + found
                + nearest.map(name -> "; did you mean " + name + "?")
                        .orElse(", expected one of " + String.join(", ", commands))
                + seeHelpOf(command);
    }

    private static Set<String> options(CommandLine command) {
        return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    }

    private static String seeHelpOf(CommandLine command) {
        return " (see: " + command.getCommandSpec().qualifiedName() + " --help)";
    }

    /** As picocli has it, but the values of an enumeration as one types them, each once. */
    private static String plain(ParameterException exception) {
        String message = String.valueOf(exception.getMessage()).replaceFirst("^Error: ", "");
        Matcher values = VALUES.matcher(message);
        return values.replaceFirst(found -> Matcher.quoteReplacement("expected one of " + asTyped(found.group(1))));
    }

    private static String asTyped(String values) {
        return Splitter.on(", ")
                .splitToStream(values)
                .map(value -> value.toLowerCase(Locale.ROOT).replace('_', '-'))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
