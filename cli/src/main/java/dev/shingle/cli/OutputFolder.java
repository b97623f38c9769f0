package dev.shingle.cli;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a folder as a whole: into a temporary neighbour first, which then takes the folder's place. If the folder is there
 * already, its files are replaced one by one, each as a whole; files of an earlier export that are not among the new ones go
 * last. Before that it is made sure that nobody else's files are in the way.
 */
final class OutputFolder {

    private final Path folder;
    private final Path shown;

    private final OutputFiles claimed;

    private OutputFolder(Path folder, Path shown, OutputFiles claimed) {
        this.folder = folder;
        this.shown = shown;
        this.claimed = claimed;
    }

    /** Refuses a folder that cannot be written, before anything is computed for it. */
    static OutputFolder claim(Path folder, boolean force, OutputFiles files) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new UsageException(folder + ": found something that is no folder, expected a folder to write");
        }
        if (Files.isDirectory(absolute) && !force && !isEmpty(absolute, folder)) {
            throw new UsageException(folder + ": found a folder with files in it, expected an empty one or none"
                    + " (--force replaces the files of an earlier export)");
        }
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new UsageException(folder + ": cannot be written: its folder does not exist");
        }
        return new OutputFolder(absolute, folder, files);
    }

    void write(ImmutableSortedMap<String, ByteSource> files) {
        EarlierExport earlier = EarlierExport.in(folder);
        earlier.strangerAmong(files.keySet()).ifPresent(stranger -> {
            throw new UsageException(shown.resolve(folder.relativize(stranger))
                    + ": found something that the earlier export did not make, expected nothing; nothing was written");
        });
        files.keySet().forEach(name -> claimed.requireUnread("-o", shown.resolve(name)));
        earlier.files().forEach(old -> claimed.requireUnread("-o", shown.resolve(folder.relativize(old))));
        try {
            Path temporary = Files.createTempDirectory(folder.getParent(), "." + folder.getFileName() + ".");
            try {
                for (Map.Entry<String, ByteSource> file : files.entrySet()) {
                    Path target = temporary.resolve(file.getKey());
                    Files.createDirectories(target.getParent());
                    Files.write(target, file.getValue().read());
                }
                moveAll(temporary, files);
                earlier.removeAllBut(files.keySet());
            } finally {
                if (Files.exists(temporary)) {
                    MoreFiles.deleteRecursively(temporary);
                }
            }
        } catch (IOException e) {
            throw new UsageException(shown + ": cannot be written: " + e.getMessage());
        }
    }

    private void moveAll(Path temporary, ImmutableSortedMap<String, ByteSource> files) throws IOException {
        Files.createDirectories(folder);
        for (String name : files.keySet()) {
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            Files.move(temporary.resolve(name), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isEmpty(Path absolute, Path shown) {
        try (Stream<Path> entries = Files.list(absolute)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UsageException(shown + ": cannot be read: " + e.getMessage());
        }
    }
}
