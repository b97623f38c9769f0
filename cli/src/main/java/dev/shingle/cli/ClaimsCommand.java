package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.ClaimFigures;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does it save what the source says? */
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        description = {
            "Hold the three savings that arXiv 2007.09963 claims against named networks.",
            "Printed are, for detectors and denoisers, ping-pong, overlap bound and verified plans for engines that write pixels, rows or groups of 8 channels."
        },
        footer = {"", "Examples:", "  shingle claims", "  shingle claims --markdown > docs/claims.md"})
final class ClaimsCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup
    private Format format = new Format();

    /** How the tables are printed; aligned text if nothing is said. */
    static final class Format {

        @Option(names = "--markdown", description = "Print a page of Markdown: docs/claims.md.")
        private boolean markdown;

        @Option(names = "--json", description = "Print JSON for programs.")
        private boolean json;
    }

    @Option(
            names = "--full",
            description =
                    "Replay every plan to its end, which takes minutes; the static checker sees all words anyway.")
    private boolean full;

    ClaimsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ImmutableList<ClaimFigures> figures = new ClaimsRun(console, full).figures();
        if (format.json) {
            JsonOutput.print(console.out(), new ClaimsJson(figures)::write);
        } else {
            new ClaimsReport(figures, console.out(), format.markdown).print();
        }
        return ExitCode.OK;
    }
}
