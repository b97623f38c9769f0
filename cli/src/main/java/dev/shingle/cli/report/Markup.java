package dev.shingle.cli.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML or SVG, element by element. Whatever is text or the value of an attribute is escaped here and nowhere else: names come
 * from model files, and those from anybody. Characters that no document may contain become U+FFFD.
 */
final class Markup {

    private static final char REPLACEMENT = '\uFFFD';
    private static final ImmutableList<String> BLOCKS = ImmutableList.of(
            "section",
            "table",
            "thead",
            "tbody",
            "tr",
            "div",
            "p",
            "h1",
            "h2",
            "h3",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "figure",
            "details",
            "g",
            "path",
            "header",
            "footer",
            "main",
            "head",
            "body",
            "style",
            "script",
            "figcaption",
            "line");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Attributes are names and values by turns. */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** An element without contents, closed at once in HTML and XML alike. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append(" />");
        return this;
    }

    private void start(String tag, String... attributes) {
        if (BLOCKS.contains(tag) && out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    /** Closes the element that was opened last. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element with text in it. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Our own markup, style or script, as it is. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isAllowed(text, i) ? c : REPLACEMENT);
            }
        }
    }

    private static boolean isAllowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        boolean isControl = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
        boolean isDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !isControl && !isDirection && c != 0xfffe && c != 0xffff;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new AssertionError("elements left open: " + open);
        }
        return out.toString();
    }
}
