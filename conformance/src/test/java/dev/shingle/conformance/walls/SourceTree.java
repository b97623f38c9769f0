package dev.shingle.conformance.walls;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checked-out sources around this module. */
final class SourceTree {

    /** Tests run in their module's directory. */
    static final Path ROOT = Path.of("..");

    private SourceTree() {}

    /** Every Java file of every module, tests included. */
    static ImmutableList<Path> javaFiles() {
        return modules().stream()
                .flatMap(module -> javaFilesUnder(module.resolve("src")).stream())
                .collect(ImmutableList.toImmutableList());
    }

    static ImmutableList<Path> modules() {
        try (Stream<Path> children = Files.list(ROOT)) {
            return children.filter(child -> Files.exists(child.resolve("pom.xml")))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImmutableList<Path> javaFilesUnder(Path directory) {
        if (!Files.isDirectory(directory)) {
            return ImmutableList.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
