package dev.shingle.cli;

import dev.shingle.networks.format.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes a file as a whole or not at all: into a temporary neighbour that is then moved into place. */
final class OutputFile {

    private OutputFile() {}

    static void write(Path file, String text) {
        write(file, StandardCharsets.UTF_8.encode(text));
    }

    /** Writes from position to limit. */
    static void write(Path file, ByteBuffer contents) {
        Path absolute = target(file);
        try {
            WholeFile.write(absolute, contents);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be written: " + reason(e));
        }
    }

    /** Refuses, before anything is computed for it, what cannot be written. */
    static void requireWritable(Path file) {
        Path absolute = target(file);
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(file + ": cannot be written: its folder does not exist");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(file + ": cannot be written: no permission");
        }
    }

    /** Follows a link, so that what it points to is written; leaves devices and pipes alone. */
    private static Path target(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            if (Files.exists(absolute) || Files.isSymbolicLink(absolute)) {
                absolute = absolute.toRealPath();
            }
        } catch (IOException e) {
            throw new UsageException(file + ": found a link that leads nowhere, expected a file to write");
        }
        if (absolute.getFileName() == null || (Files.exists(absolute) && !Files.isRegularFile(absolute))) {
            throw new UsageException(file + ": found something that is not a regular file, expected a file to write");
        }
        return absolute;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        return e instanceof AccessDeniedException ? "no permission" : String.valueOf(e.getMessage());
    }
}
