package dev.shingle.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, as wide as their widest cell; numbers to the right. */
final class TextTable {

    private static final String GAP = "  ";

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
        int[] widths = widths();
        printRow(out, widths, header);
        rows.forEach(row -> printRow(out, widths, row));
    }

    /** The same where a line has so many characters: the cells of one column are broken into lines if need be. */
    void print(PrintWriter out, int characters, int broken) {
        int[] widths = widths();
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - characters;
        widths[broken] = Math.max(header[broken].length(), widths[broken] - Math.max(0, excess));
        printRow(out, widths, header);
        for (String[] row : rows) {
            String[] cells = row.clone();
            for (String line : Paragraph.lines(row[broken], widths[broken])) {
                cells[broken] = line;
                printRow(out, widths, cells);
                Arrays.fill(cells, "");
            }
        }
    }

    private int[] widths() {
        int[] widths = new int[header.length];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        return widths;
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
            String blanks = " ".repeat(Math.max(0, widths[i] - cells[i].length()));
            line.append(i == 0 ? "" : GAP).append(rightAligned[i] ? blanks + cells[i] : cells[i] + blanks);
        }
        out.println(line.toString().stripTrailing());
    }
}
