package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.MachineComparison;
import dev.shingle.api.MachineComparison.Cell;
import dev.shingle.api.MachineComparison.Row;
import dev.shingle.api.MachineComparison.Unit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Networks by machines: one table, three rows for each network. */
final class ComparisonReport {

    private final ImmutableList<MachineComparison> comparisons;
    private final ImmutableList<String> refusals;
    private final PrintWriter out;

    ComparisonReport(ImmutableList<MachineComparison> comparisons, ImmutableList<String> refusals, PrintWriter out) {
        this.comparisons = comparisons;
        this.refusals = refusals;
        this.out = out;
    }

    void print(boolean markdown) {
        TextTable table = new TextTable(header());
        comparisons.forEach(comparison -> addTo(table, comparison));
        if (markdown) {
            table.printMarkdown(out);
        } else {
            table.print(out);
        }
        out.println();
        long unproven = cells().stream().filter(cell -> !cell.optimal()).count();
        out.printf(
                Locale.ROOT,
                "Peak bytes of activations; byte words, nothing padded. %d plans, %s.%n",
                cells().size(),
                unproven == 0 ? "all proven optimal" : unproven + " of them not proven optimal (*)");
        if (!refusals.isEmpty()) {
            out.println();
            out.println("Not compared:");
            out.println();
            refusals.forEach(refusal -> out.println("* " + refusal));
        }
    }

    private static String[] header() {
        List<String> header = new ArrayList<>(
                List.of("network", ">ping-pong, two buffers", ">ping-pong, widest pair", ">no overlap", "machine"));
        Arrays.stream(Unit.values()).forEach(unit -> header.add(">" + unit));
        return header.toArray(String[]::new);
    }

    private static void addTo(TextTable table, MachineComparison comparison) {
        boolean isFirst = true;
        for (Row row : comparison.rows()) {
            OptionalLong twoBuffers = comparison.pingPongTwoBuffersBytes();
            List<String> cells = new ArrayList<>(
                    isFirst
                            ? List.of(
                                    ComparisonRun.nameOf(comparison.model().source()),
                                    twoBuffers.isPresent() ? number(twoBuffers.getAsLong()) : "-",
                                    number(comparison.pingPongWidestPairBytes()),
                                    number(comparison.disjointLowerBoundBytes()))
                            : List.of("", "", "", ""));
            cells.add(row.walk().toString());
            row.cells().forEach(cell -> cells.add(number(cell.peakBytes()) + (cell.optimal() ? "" : "*")));
            table.row(cells.toArray(String[]::new));
            isFirst = false;
        }
    }

    /** One line for each plan; names are quoted, for a network of the zoo may have commas. */
    void printCsv() {
        out.println("network,machine,writes,peakBytes,optimal,stagingBytes,"
                + "pingPongTwoBuffersBytes,pingPongWidestPairBytes,disjointLowerBoundBytes");
        for (MachineComparison comparison : comparisons) {
            OptionalLong twoBuffers = comparison.pingPongTwoBuffersBytes();
            for (Row row : comparison.rows()) {
                for (Cell cell : row.cells()) {
                    out.println(String.join(
                            ",",
                            quoted(ComparisonRun.nameOf(comparison.model().source())),
                            quoted(row.walk().toString()),
                            quoted(cell.unit().toString()),
                            String.valueOf(cell.peakBytes()),
                            String.valueOf(cell.optimal()),
                            String.valueOf(cell.stagingBytes()),
                            twoBuffers.isPresent() ? String.valueOf(twoBuffers.getAsLong()) : "",
                            String.valueOf(comparison.pingPongWidestPairBytes()),
                            String.valueOf(comparison.disjointLowerBoundBytes())));
                }
            }
        }
    }

    private ImmutableList<Cell> cells() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.rows().stream())
                .flatMap(row -> row.cells().stream())
                .collect(ImmutableList.toImmutableList());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
