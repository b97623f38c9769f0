package dev.shingle.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Text on its way to a terminal. Names come from model files, and those from anybody: control characters in them, which move
 * the cursor or rename the window, become question marks. Ends of lines, tabs and colours pass. JSON has no such characters
 * in the first place.
 */
final class TerminalText extends FilterWriter {

    /** An escape passes where it begins a colour ({@code ESC [ numbers m}), a carriage return before the end of a line. */
    private static final Pattern CONTROL =
            Pattern.compile("(?!\\x1b\\[[0-9;]{0,20}m)(?!\\r\\n)[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    /** Of messages, which are one line each: every control, and what turns the direction of writing around. */
    private static final Pattern NO_PLAIN_TEXT =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    TerminalText(Writer out) {
        super(out);
    }

    /** A message as one line. */
    static String line(String message) {
        return NO_PLAIN_TEXT
                .matcher(message.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '))
                .replaceAll("?");
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c), 0, 1);
    }

    @Override
    public void write(char[] text, int start, int length) throws IOException {
        write(String.valueOf(text, start, length), 0, length);
    }

    @Override
    public void write(String text, int start, int length) throws IOException {
        out.write(CONTROL.matcher(text.substring(start, start + length)).replaceAll("?"));
    }
}
