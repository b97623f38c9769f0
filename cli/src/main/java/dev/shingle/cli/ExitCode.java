package dev.shingle.cli;

/** What the process returns. */
final class ExitCode {

    /** Yes: fits, verified, printed. */
    static final int OK = 0;

    /** A well-formed question whose answer is no: does not fit, not safe. */
    static final int NEGATIVE = 1;

    /** The question itself cannot be answered: bad arguments, bad file, I/O. */
    static final int UNUSABLE = 2;

    private ExitCode() {}
}
