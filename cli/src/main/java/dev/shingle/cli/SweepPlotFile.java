package dev.shingle.cli;

import dev.shingle.api.sweep.SweepTable;
import dev.shingle.cli.sweep.ParetoPlot;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the plot of a sweep, as what its name ends in. */
final class SweepPlotFile {

    private SweepPlotFile() {}

    /** Refuses a name before anything is computed. */
    static void requireKnownEnding(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".html")) {
            throw new UsageException("--plot " + file + ": expected a name that ends in .svg or .html");
        }
    }

    static void write(Path file, SweepTable table) {
        requireKnownEnding(file);
        boolean isPage = file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
        OutputFile.write(file, isPage ? ParetoPlot.html(table) : ParetoPlot.svg(table));
    }
}
