package dev.shingle.mapper.trace.csv;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;

/**
 * One line of comma-separated text, cut into fields.
 *
 * <p>A field is either plain, up to the next comma, or in quotes, in which a quote is written twice (RFC 4180). A quoted
 * field ends on its line: nothing in a trace spans lines.
 *
 * @param source where the text is from
 * @param line number of the line, from 1
 * @param fields at least one
 */
record CsvRecord(String source, int line, ImmutableList<Field> fields) {

    private static final int MOST_FIELDS = 64;
    private static final int LONGEST_EXCERPT = 40;

    /** One field's text and the column at which it starts, from 1. */
    record Field(String text, int column) {}

    static CsvRecord parse(String source, int number, String line) {
        ImmutableList.Builder<Field> fields = ImmutableList.builder();
        int count = 0;
        int at = 0;
        while (true) {
            if (++count > MOST_FIELDS) {
                throw refusal(source, number, at + 1, "more than " + MOST_FIELDS + " fields", "a line of a trace");
            }
            int end = line.startsWith("\"", at) ? endOfQuoted(source, number, line, at) : endOfPlain(line, at);
            fields.add(new Field(unquoted(line.substring(at, end)), at + 1));
            if (end == line.length()) {
                return new CsvRecord(source, number, fields.build());
            }
            if (line.charAt(end) != ',') {
                throw refusal(source, number, end + 1, excerpt(line.substring(end)), "a comma after the closing quote");
            }
            at = end + 1;
        }
    }

    private static int endOfPlain(String line, int start) {
        int comma = line.indexOf(',', start);
        return comma < 0 ? line.length() : comma;
    }

    private static int endOfQuoted(String source, int number, String line, int start) {
        int quote = line.indexOf('"', start + 1);
        while (quote >= 0 && line.startsWith("\"\"", quote)) {
            quote = line.indexOf('"', quote + 2);
        }
        if (quote < 0) {
            throw refusal(source, number, start + 1, "a quote that is not closed", "a closing quote on the same line");
        }
        return quote + 1;
    }

    private static String unquoted(String field) {
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }

    /** A complaint about one field. */
    NetworkFormatException refusal(Field field, String found, String expected) {
        return refusal(source, line, field.column(), found, expected);
    }

    /** A complaint about the text of one field. */
    NetworkFormatException refusal(Field field, String expected) {
        return refusal(field, excerpt(field.text()), expected);
    }

    /** A complaint about the line as a whole. */
    NetworkFormatException refusal(String found, String expected) {
        return refusal(source, line, 1, found, expected);
    }

    static NetworkFormatException refusal(String source, int line, int column, String found, String expected) {
        return new NetworkFormatException(source, "line " + line + " column " + column, found, expected);
    }

    /** The beginning of a hostile text, fit for one line of a message. */
    static String excerpt(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        String start = text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "...";
        StringBuilder printable = new StringBuilder("'");
        start.chars().forEach(c -> printable.append(Character.isISOControl(c) ? '?' : (char) c));
        return printable.append('\'').toString();
    }
}
