package dev.shingle.networks.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file as a whole or not at all: into a temporary neighbour that is then moved into place, and that goes away when
 * the program is interrupted.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes it; what was there before is replaced.
     *
     * @param contents written from position to limit, and left as they are
     */
    public static void write(Path file, ByteBuffer contents) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Thread cleaner = new Thread(() -> discard(temporary));
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            fill(temporary, contents.duplicate());
            move(temporary, absolute);
        } catch (IOException failure) {
            discard(temporary);
            throw failure;
        } finally {
            forget(cleaner);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The first error is the one that matters.
        }
    }

    private static void forget(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The program ends already, and the cleaner has run or will.
        }
    }

    private static void fill(Path file, ByteBuffer contents) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (contents.hasRemaining()) {
                channel.write(contents);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
