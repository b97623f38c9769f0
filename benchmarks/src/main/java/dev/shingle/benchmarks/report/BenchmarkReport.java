package dev.shingle.benchmarks.report;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.shingle.benchmarks.growth.GrowthPicture;
import dev.shingle.benchmarks.growth.GrowthPicture.Line;
import dev.shingle.benchmarks.growth.GrowthPicture.Panel;
import dev.shingle.benchmarks.growth.TimeGrowth;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * All of {@code benchmarks/run}, as Markdown: what measured, one table of ratios, and how time grows. Arguments: {@code
 * --quick}; {@code --picture=FILE} for the growth as SVG; a word to measure only what has it in its name.
 */
public final class BenchmarkReport {

    private final PrintStream out;
    private final List<String> arguments;

    private BenchmarkReport(PrintStream out, List<String> arguments) {
        this.out = out;
        this.arguments = arguments;
    }

    public static void main(String[] arguments) throws IOException, RunnerException {
        // Two measurements at a time disturb each other less than a lock file of somebody else's does.
        System.setProperty("jmh.ignoreLock", "true");
        new BenchmarkReport(new PrintStream(System.out, true, StandardCharsets.UTF_8), Arrays.asList(arguments))
                .print();
    }

    private void print() throws IOException, RunnerException {
        boolean isQuick = arguments.contains("--quick");
        Optional<String> word =
                arguments.stream().filter(each -> !each.startsWith("--")).findFirst();
        out.println("* Machine: " + MachineText.describe());
        out.println("* Commit: " + System.getProperty("shingle.commit", "unknown"));
        out.println("* Command: `" + command() + "`");
        out.println("* Load of the machine: " + MachineText.load() + " before");
        out.println();
        new RatioTable(out, System.err, isQuick ? Effort.QUICK : Effort.THOROUGH)
                .print(Comparisons.ALL.stream()
                        .filter(each -> word.isEmpty() || each.what().contains(word.get()))
                        .toList());
        if (word.isEmpty() || "growth".contains(word.get())) {
            System.err.println("measuring: growth");
            printGrowth(TimeGrowth.measure(isQuick));
        }
        out.printf("%nLoad of the machine: %s after.%n", MachineText.load());
    }

    /** As a user gave it: the script asks for a picture when it writes the document. */
    private String command() {
        return arguments.stream()
                .map(argument -> argument.startsWith("--picture=") ? "--document" : argument)
                .collect(joining(" ", "benchmarks/run ", ""))
                .trim();
    }

    private void printGrowth(ImmutableList<Panel> panels) throws IOException {
        for (Panel panel : panels) {
            printPanel(panel);
        }
        for (String argument : arguments) {
            if (argument.startsWith("--picture=")) {
                Files.writeString(Path.of(argument.substring("--picture=".length())), GrowthPicture.svg(panels));
            }
        }
    }

    private void printPanel(Panel panel) {
        StringBuilder header = new StringBuilder("| " + panel.sizes());
        StringBuilder growth = new StringBuilder("| larger half grows with the power");
        for (Line line : panel.lines()) {
            header.append(" | ")
                    .append(line.name())
                    .append(' ')
                    .append(panel.title().replace("seconds ", ""));
            growth.append(String.format(Locale.ROOT, " | %.2f", line.exponent()));
        }
        out.printf("%n%s |%n|--:|%s%n", header, "--:|".repeat(panel.lines().size()));
        for (int i = 0; i < panel.lines().get(0).points().size(); i++) {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT, "| %,.0f", panel.lines().get(0).points().get(i).x()));
            for (Line line : panel.lines()) {
                row.append(" | ")
                        .append(RatioTable.time(1e9 * line.points().get(i).y()));
            }
            out.println(row.append(" |"));
        }
        out.println(growth.append(" |"));
    }
}
