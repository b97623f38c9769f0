package dev.shingle.cli;

import dev.shingle.api.sweep.SweepTable;
import java.nio.file.Path;

/** Writes the plot of a sweep. */
final class SweepPlotFile {

    private SweepPlotFile() {}

    static void write(Path file, SweepTable table) {
        OutputFile.write(file, table.toCsv());
    }
}
