package dev.shingle.mapper.place.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Allocation instances of others, if they are there: columns id, lower, upper, size. */
final class Traces {

    private static final Path ROOT = Path.of("..", "..", "shared", "peers", "allocation");

    private Traces() {}

    static ImmutableList<Path> files(String folder) {
        Path directory = ROOT.resolve(folder);
        assumeTrue(Files.isDirectory(directory), directory + " is not there");
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rectangles read(Path file) {
        Rectangles.Builder builder = Rectangles.builder();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.skip(1).forEach(line -> {
                List<String> cells = Splitter.on(',').trimResults().splitToList(line);
                builder.add(
                        Long.parseLong(cells.get(3)), Integer.parseInt(cells.get(1)), Integer.parseInt(cells.get(2)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    /** Fails unless buffers that live together are apart, below the capacity, aligned, and where they are fixed. */
    static void assertPlaced(Rectangles rectangles, long[] offsets, long capacity) {
        assertThat(offsets).hasSize(rectangles.count());
        for (int b = 0; b < offsets.length; b++) {
            assertThat(offsets[b]).isBetween(0L, capacity - rectangles.size(b));
            if (rectangles.isFixed(b)) {
                assertThat(offsets[b]).isEqualTo(rectangles.fixedOffset(b));
            } else {
                assertThat(offsets[b] % rectangles.alignment(b)).isZero();
            }
            for (int c = 0; c < b; c++) {
                boolean apart =
                        offsets[b] + rectangles.size(b) <= offsets[c] || offsets[c] + rectangles.size(c) <= offsets[b];
                assertThat(apart || !rectangles.conflict(b, c))
                        .as("%s and %s overlap", b, c)
                        .isTrue();
            }
        }
    }
}
