package dev.shingle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one command. What is written must not take the place of what is read, nor of something else that is written;
 * and all can be told to be writable before any work is done.
 */
final class OutputFiles {

    private final Map<Path, String> roles = new LinkedHashMap<>();

    /** A file that is read; a name that is none, such as that of a network of the zoo, does not count. */
    OutputFiles reads(String role, String name) {
        try {
            Path file = Path.of(name);
            if (Files.exists(file)) {
                roles.putIfAbsent(identity(file), role);
            }
        } catch (InvalidPathException e) {
            // No file can have that name, so none is overwritten.
        }
        return this;
    }

    /** A file that will be written. */
    OutputFiles writes(String role, Path file) {
        OutputFile.requireWritable(file);
        Optional<String> other = Optional.ofNullable(roles.putIfAbsent(identity(file), role));
        if (other.isPresent()) {
            throw new UsageException(
                    "%s %s: found the same file as %s, expected another".formatted(role, file, other.get()));
        }
        return this;
    }

    /** Links resolved, as far as the file or its folder is there. */
    private static Path identity(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path folder = absolute.getParent();
            Path name = absolute.getFileName();
            return folder == null || name == null
                    ? absolute
                    : folder.toRealPath().resolve(name);
        } catch (IOException e) {
            return absolute;
        }
    }
}
