package dev.shingle.cli;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Where results and messages go, and how much of the latter. Results are text on standard output, in UTF-8 whatever the locale, because files are made
 * of it and a name must not change on the way; messages and progress go to standard error.
 *
 * @param out results
 * @param err messages
 * @param unicode whether the terminal shows more than ASCII
 * @param colour whether a terminal may be sent colours: not if {@code NO_COLOR} is set to anything (no-color.org)
 * @param watched whether a person watches standard error; the launcher knows (JDK 22 and later always have a console)
 * @param columns characters of a line of standard output, if that is a terminal, but at least {@value #LEAST_COLUMNS};
 *     otherwise that many, so that what goes into files is the same everywhere
 * @param verbosity what the command line says; filled in when that has been read
 */
record Console(
        PrintWriter out,
        PrintWriter err,
        boolean unicode,
        boolean colour,
        boolean watched,
        int columns,
        Verbosity verbosity) {

    static final int LEAST_COLUMNS = 80;

    Console(PrintWriter out, PrintWriter err, boolean unicode, boolean watched) {
        this(out, err, unicode, true, watched, LEAST_COLUMNS, new Verbosity());
    }

    /** The same of another width. */
    Console withColumns(int columns) {
        return new Console(out, err, unicode, colour, watched, Math.max(LEAST_COLUMNS, columns), verbosity);
    }

    static Console ofProcess(Map<String, String> environment, OutputStream output) {
        boolean unicode = isUtf8(environment);
        Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Console(
                new PrintWriter(
                        new TerminalText(new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8)))),
                new PrintWriter(System.err, true, charset),
                unicode,
                environment.getOrDefault("NO_COLOR", "").isEmpty(),
                Boolean.getBoolean("shingle.interactive"),
                Math.max(LEAST_COLUMNS, Integer.getInteger("shingle.columns", LEAST_COLUMNS)),
                new Verbosity());
    }

    /** Whether progress is to be shown: somebody watches, and has not asked for quiet. */
    boolean interactive() {
        return watched && !verbosity.isQuiet();
    }

    /** How progress bars are drawn. */
    ProgressBarStyle barStyle() {
        if (!unicode) {
            return ProgressBarStyle.ASCII;
        }
        return colour ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK;
    }

    /** A line that only {@code --verbose} shows. */
    void detail(String message) {
        if (verbosity.isVerbose()) {
            complain(message);
        }
    }

    /** A fresh Debian has no locale, and its terminal is then taken for ASCII. */
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String upper = value.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    /** One line for what went wrong. */
    void complain(String message) {
        err.println("shingle: " + TerminalText.line(message));
        err.flush();
    }
}
