package dev.shingle.cli.doctor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A tool on this machine.
 *
 * @param tool which
 * @param path where it was found; empty if it is missing
 * @param version its own first line with a number in it, or why there is none
 */
public record ToolState(Tool tool, Optional<Path> path, String version) {

    public boolean isThere() {
        return path.isPresent();
    }
}
