package dev.shingle.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of what the command line names. */
final class NamedPath {

    private NamedPath() {}

    static Path of(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(name + ": found a name that no file can have, expected a file or folder");
        }
    }

    /** For what has something beside it, such as a journal or a temporary file: not a root. */
    static Path ofFile(String name) {
        Path path = of(name);
        if (path.getFileName() == null) {
            throw new UsageException(name + ": found no file's name, expected one");
        }
        return path;
    }
}
