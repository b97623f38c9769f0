package dev.shingle.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell; numbers to the right. */
final class TextTable {

    private final String[] header;
    private final boolean[] rightAligned;
    private final List<String[]> rows = new ArrayList<>();

    /** A header that starts with {@code >} marks a column of numbers. */
    TextTable(String... header) {
        this.header = new String[header.length];
        this.rightAligned = new boolean[header.length];
        for (int i = 0; i < header.length; i++) {
            rightAligned[i] = header[i].startsWith(">");
            this.header[i] = rightAligned[i] ? header[i].substring(1) : header[i];
        }
    }

    void row(String... cells) {
        if (cells.length != header.length) {
            throw new AssertionError("row of " + cells.length + " cells in a table of " + header.length + " columns");
        }
        rows.add(cells);
    }

    void print(PrintWriter out) {
        int[] widths = new int[header.length];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        printRow(out, widths, header);
        rows.forEach(row -> printRow(out, widths, row));
    }

    /** The same as a table of Markdown. */
    void printMarkdown(PrintWriter out) {
        out.println("| " + String.join(" | ", header) + " |");
        StringBuilder rule = new StringBuilder("|");
        for (boolean right : rightAligned) {
            rule.append(right ? "--:|" : "---|");
        }
        out.println(rule);
        rows.forEach(
                row -> out.println(("| " + String.join(" | ", row).replace("*", "\\*") + " |").replace("  |", " |")));
    }

    private static void widen(int[] widths, String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].length());
        }
    }

    private void printRow(PrintWriter out, int[] widths, String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String blanks = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : "  ").append(rightAligned[i] ? blanks + cells[i] : cells[i] + blanks);
        }
        out.println(line.toString().stripTrailing());
    }
}
