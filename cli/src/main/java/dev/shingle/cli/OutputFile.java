package dev.shingle.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file as a whole or not at all: into a temporary neighbour that is then moved into place, and that goes away when
 * the program is interrupted.
 */
final class OutputFile {

    private OutputFile() {}

    static void write(Path file, String text) {
        write(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(Path file, ByteBuffer contents) {
        Path absolute = target(file);
        Path temporary = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Thread cleaner = new Thread(() -> discard(temporary));
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            fill(temporary, contents);
            move(temporary, absolute);
        } catch (IOException e) {
            discard(temporary);
            throw new UsageException(file + ": cannot be written: " + reason(e));
        } finally {
            forget(cleaner);
        }
    }

    private static void fill(Path temporary, ByteBuffer contents) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = contents.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static void forget(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The program ends already; then the hook may find that there is nothing to discard.
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

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The first error is the one that matters to the user.
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        return e instanceof AccessDeniedException ? "no permission" : String.valueOf(e.getMessage());
    }
}
