package dev.shingle.cli.report;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;

/** A table that scrolls inside a frame of its own where the page is too narrow. Columns of numbers are set to the right. */
final class DataTable {

    private final Markup out;
    private final ImmutableList<String> headers;

    /** A header that starts with {@code >} marks a column of numbers; what follows a {@code |} is the equation behind it. */
    DataTable(Markup out, String caption, String... headers) {
        this.out = out;
        this.headers = ImmutableList.copyOf(headers);
        out.open("div", "class", "table", "tabindex", "0", "role", "region", "aria-label", caption);
        out.open("table").element("caption", caption).open("thead").open("tr");
        for (String header : headers) {
            header(header);
        }
        out.close().close().open("tbody");
    }

    private void header(String header) {
        String text = header.startsWith(">") ? header.substring(1) : header;
        int bar = text.indexOf('|');
        out.open("th", "scope", "col", "class", cssClass(header));
        out.text(bar < 0 ? text : text.substring(0, bar));
        if (bar >= 0) {
            String equation = text.substring(bar + 1);
            out.text(" ").element("a", "(" + equation + ")", "href", "#eq" + equation, "class", "eq");
        }
        out.close();
    }

    private static String cssClass(String header) {
        return header.startsWith(">") ? "n" : "t";
    }

    /** A row of text. */
    DataTable row(String... cells) {
        return classedRow("", cells);
    }

    /** A row of a CSS class. */
    DataTable classedRow(String rowClass, String... cells) {
        startRow(rowClass);
        for (int i = 0; i < cells.length; i++) {
            out.element("td", cells[i], "class", cssClass(headers.get(i)));
        }
        return endRow();
    }

    DataTable startRow(String rowClass, String... attributes) {
        if (rowClass.isEmpty()) {
            out.open("tr", attributes);
        } else {
            String[] all = new String[attributes.length + 2];
            all[0] = "class";
            all[1] = rowClass;
            System.arraycopy(attributes, 0, all, 2, attributes.length);
            out.open("tr", all);
        }
        return this;
    }

    DataTable cell(int column, String text) {
        out.element("td", text, "class", cssClass(headers.get(column)));
        return this;
    }

    DataTable cell(int column, Consumer<Markup> contents) {
        out.open("td", "class", cssClass(headers.get(column)));
        contents.accept(out);
        out.close();
        return this;
    }

    DataTable endRow() {
        out.close();
        return this;
    }

    void end() {
        out.close().close().close();
    }
}
