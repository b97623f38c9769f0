package dev.shingle.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line inside the test's own process. */
record CliSession(int exitCode, String out, String err) {

    static CliSession run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new Console(new PrintWriter(out), new PrintWriter(err), true, false), args);
        return new CliSession(code, out.toString(), err.toString());
    }
}
