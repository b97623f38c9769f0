package dev.shingle.cli;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.pictures.NpyFile;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder of tensors as NumPy arrays, one file each, complete or not there. Names become file names: what is neither letter
 * nor digit of ASCII, nor one of {@code . _ -}, becomes {@code _}.
 */
final class TensorFolder {

    private static final int MOST_CHARACTERS = 120;
    private static final Pattern NUMBERED = Pattern.compile("\\d{3,}-.*\\.npy");

    private final Path folder;
    private final Set<String> used = new HashSet<>();
    private int count;

    /** A folder that is made when it is not there. */
    TensorFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException | SecurityException e) {
            throw new UsageException(
                    folder + ": found no folder and none could be made, expected a folder to write to");
        }
    }

    /** Writes {@code <name>.npy}. */
    void add(String name, TensorData data) {
        write(name, data);
    }

    /** Writes {@code <number>-<name>.npy}, numbers in order of the calls. */
    void addNumbered(FeatureMap map, TensorData data) {
        write(String.format(Locale.ROOT, "%03d-%s", count, map.name()), data);
        count++;
    }

    /** What files are called that hold tensors of these names, in the order in which they are added. */
    static ImmutableSet<String> namesOf(List<String> names) {
        Set<String> used = new HashSet<>();
        return names.stream().map(name -> fileName(name, used)).collect(toImmutableSet());
    }

    /** Whether numbered tensors have such file names. */
    static boolean isNumbered(String fileName) {
        return NUMBERED.matcher(fileName).matches();
    }

    private void write(String name, TensorData data) {
        OutputFile.write(folder.resolve(fileName(name, used)), NpyFile.write(data));
    }

    private static String fileName(String name, Set<String> used) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String stem = plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
        String unique = stem;
        for (int i = 2; !used.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = stem + "-" + i;
        }
        return unique + ".npy";
    }
}
