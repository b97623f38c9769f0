package dev.shingle.cli;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where results and messages go. Results are text on standard output, in UTF-8 whatever the locale, because files are made
 * of it and a name must not change on the way; messages and progress go to standard error.
 *
 * @param out results
 * @param err messages
 * @param unicode whether the terminal shows more than ASCII
 * @param interactive whether a person watches standard error; the launcher knows (JDK 22 and later always have a console)
 */
record Console(PrintWriter out, PrintWriter err, boolean unicode, boolean interactive) {

    static Console ofProcess(Map<String, String> environment, OutputStream output) {
        boolean unicode = isUtf8(environment);
        Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Console(
                new PrintWriter(new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8))),
                new PrintWriter(System.err, true, charset),
                unicode,
                Boolean.getBoolean("shingle.interactive"));
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
        err.println("shingle: " + message.replace('\n', ' ').replace('\r', ' '));
        err.flush();
    }
}
