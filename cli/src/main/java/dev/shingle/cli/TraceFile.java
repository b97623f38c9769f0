package dev.shingle.cli;

import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.csv.TraceCsv;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A trace that a user names. */
final class TraceFile {

    private TraceFile() {}

    /** Told apart from networks by its ending. */
    static boolean isNamedLikeOne(String source) {
        return source.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    static AllocationTrace read(Path file) {
        try {
            return TraceCsv.read(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": no such file; expected a trace with columns id,lower,upper,size");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
