package dev.shingle.networks.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Sound files that damaged ones are made from: those that the tests write themselves, and those of {@code ../shared} where it
 * is there. Small files have all the structure that there is, in a thousandth of the time; so large ones are rare.
 */
public final class Corpus {

    private static final long MOST_SMALL_BYTES = 6_000;
    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    private final List<byte[]> small = new ArrayList<>();
    private final List<byte[]> large = new ArrayList<>();

    /** The given files, and the shared ones with this ending. */
    public static Corpus of(List<byte[]> own, String ending) throws IOException {
        Corpus corpus = new Corpus();
        own.forEach(corpus::add);
        if (Files.isDirectory(MODELS)) {
            try (Stream<Path> files = Files.walk(MODELS, 3)) {
                for (Path file : files.sorted().toList()) {
                    if (Files.isRegularFile(file) && file.toString().endsWith(ending)) {
                        corpus.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return corpus;
    }

    private void add(byte[] file) {
        (file.length <= MOST_SMALL_BYTES ? small : large).add(file);
    }

    /** A small file, or one time in so many a large one. */
    public byte[] pick(Random random, int largeOneIn) {
        List<byte[]> files = large.isEmpty() || random.nextInt(largeOneIn) > 0 ? small : large;
        return files.get(random.nextInt(files.size()));
    }

    @Override
    public String toString() {
        return small.size() + " small and " + large.size() + " large files";
    }
}
