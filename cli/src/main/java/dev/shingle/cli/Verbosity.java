package dev.shingle.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How much is said beside results: options of every command, since all inherit them. */
final class Verbosity {

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show no progress; standard error has refusals only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say on standard error which program ran, on what, and how long; and where an error arose.")
    private boolean verbose;

    boolean isQuiet() {
        return quiet;
    }

    boolean isVerbose() {
        return verbose && !quiet;
    }
}
