package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The files that an export made in a folder, as its manifest lists them. Whoever wrote that manifest, nothing outside of the
 * folder is one of them, and nothing that is reached through a link.
 */
final class EarlierExport {

    private static final String MANIFEST = "manifest.json";

    private final Path folder;
    private final Optional<Path> manifest;
    private final ImmutableList<Path> files;

    private EarlierExport(Path folder, Optional<Path> manifest, ImmutableList<Path> files) {
        this.folder = folder;
        this.manifest = manifest;
        this.files = files;
    }

    /** Those of the folder; none if it has no manifest that can be read. */
    static EarlierExport in(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path file = absolute.resolve(MANIFEST);
        Optional<JsonNode> manifest =
                read(file).filter(json -> json.path("format").asText().equals("shingle-export"));
        return new EarlierExport(
                absolute,
                manifest.map(json -> file),
                manifest.map(json -> Streams.stream(json.path("files").elements())
                                .flatMap(each ->
                                        inside(absolute, each.path("name").asText()).stream())
                                .collect(toImmutableList()))
                        .orElse(ImmutableList.of()));
    }

    ImmutableList<Path> files() {
        return files;
    }

    /**
     * The first of these names that writing would take from somebody else: something is there already that the earlier export
     * did not make, or that is no plain file, or that is reached through a link.
     */
    Optional<Path> strangerAmong(Set<String> names) {
        return names.stream().map(folder::resolve).filter(this::isStranger).findFirst();
    }

    private boolean isStranger(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            boolean isOurs = files.contains(file) || manifest.equals(Optional.of(file));
            return !isOurs || !isPlainFile(file);
        }
        for (Path parent = file.getParent(); parent != null && !parent.equals(folder); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    /** Deletes the files whose names are not among these, and folders that are empty without them. */
    void removeAllBut(Set<String> kept) throws IOException {
        for (Path file : files) {
            boolean isKept = kept.stream().anyMatch(name -> folder.resolve(name).equals(file));
            if (!isKept && isPlainFile(file)) {
                Files.delete(file);
                removeEmptyFoldersOf(file);
            }
        }
    }

    private void removeEmptyFoldersOf(Path file) throws IOException {
        Path empty = file.getParent();
        while (empty != null && !empty.equals(folder)) {
            try {
                Files.delete(empty);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            empty = empty.getParent();
        }
    }

    /** A file, and no link anywhere between the folder and it. */
    private boolean isPlainFile(Path file) {
        for (Path parent = file.getParent(); parent != null && !parent.equals(folder); parent = parent.getParent()) {
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<JsonNode> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new ObjectMapper().readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> inside(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            return Optional.of(file).filter(each -> each.startsWith(folder) && !each.equals(folder));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
