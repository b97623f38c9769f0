package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page that says which operators are read. It is made from the code; {@code -Ddocs.update=true} writes it, otherwise it
 * is compared.
 */
final class SupportedOperators {

    private static final Path PAGE = Path.of("..", "docs", "onnx-operators.md");
    private static final String CASES = "## The format's own cases";

    private SupportedOperators() {}

    /** The part that follows from the rules alone. */
    static void checkOperators() throws IOException {
        TreeSet<String> described = new TreeSet<>(OnnxReader.operators());
        described.removeAll(Rules.sizedOnly());
        String refused = Rules.refused().entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |\n")
                .collect(Collectors.joining());
        check(0, """
                # ONNX operators

                This page is made by a test from the reader's own list of rules.

                ## Read, and described by layers

                Known at run time only, some parameters leave an operator sized only, or refused in one line: axes, shapes,
                borders, scales of quantised operators.

                %s

                ## Sized only

                Their results have known shapes; their tensors are placed apart, and the network cannot be executed.

                %s

                ## Refused

                | operator | reason |
                |---|---|
                %s
                Everything else is refused as not known, operators of other domains among it.

                """.formatted(lines(described), lines(new TreeSet<>(Rules.sizedOnly())), refused));
    }

    /** The part that needs the cases. */
    static void checkCases(int right, Map<String, String> sized, Map<String, String> refused) throws IOException {
        String sizedLines = sized.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |\n")
                .collect(Collectors.joining());
        String refusedLines = refused.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | "
                        + entry.getValue().substring(entry.getKey().length() + 2) + " |\n")
                .collect(Collectors.joining());
        check(1, CASES + """


                Of %d single-operator cases, all parameters given as constants, %d have the right shapes; those that are
                described compute the expected numbers as well, as they are and simplified.

                | sized only | operator |
                |---|---|
                %s
                | refused | why |
                |---|---|
                %s""".formatted(right + refused.size(), right, sizedLines, refusedLines));
    }

    private static void check(int part, String text) throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        int border = page.indexOf(CASES) < 0 ? page.length() : page.indexOf(CASES);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, part == 0 ? text + page.substring(border) : page.substring(0, border) + text);
        } else {
            assertThat(part == 0 ? page.substring(0, border) : page.substring(border))
                    .isEqualTo(text);
        }
    }

    private static String lines(TreeSet<String> names) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String name : names) {
            if (column + name.length() > 110) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(name);
            column += name.length() + 1;
        }
        return lines.toString();
    }
}
