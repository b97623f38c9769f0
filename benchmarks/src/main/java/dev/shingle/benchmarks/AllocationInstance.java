package dev.shingle.benchmarks;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.sections.Rectangles;
import dev.shingle.testkit.GuillotineInstances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An allocation problem with a name and the capacity at which it is asked. */
record AllocationInstance(String name, Rectangles rectangles, long capacityBytes) {

    private static final long CAPACITY_BYTES = 1L << 20;
    private static final ImmutableList<Integer> PINWHEEL_SIZES = ImmutableList.of(50, 100, 150, 200);
    private static final ImmutableList<Integer> SIZES = ImmutableList.of(150, 200, 250, 300, 350, 400, 450);

    /** All files of a folder; columns id, lower, upper, size. Empty if there is no such folder. */
    static ImmutableList<AllocationInstance> ofFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return ImmutableList.of();
        }
        ImmutableList<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        }
        ImmutableList.Builder<AllocationInstance> instances = ImmutableList.builder();
        for (Path file : files) {
            String name = file.getFileName().toString();
            instances.add(new AllocationInstance(
                    name.substring(0, name.length() - ".csv".length()), read(file), CAPACITY_BYTES));
        }
        return instances.build();
    }

    private static Rectangles read(Path file) throws IOException {
        Rectangles.Builder builder = Rectangles.builder();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Splitter.on(',').trimResults().splitToList(line);
            builder.add(Long.parseLong(cells.get(3)), Integer.parseInt(cells.get(1)), Integer.parseInt(cells.get(2)));
        }
        return builder.build();
    }

    /** Unseen instances without slack: so many of each size, half of them with longer and thinner buffers. */
    static ImmutableList<AllocationInstance> guillotine(int ofEachSize) {
        ImmutableList.Builder<AllocationInstance> instances = ImmutableList.builder();
        for (int size : SIZES) {
            for (int i = 0; i < ofEachSize; i++) {
                Rectangles rectangles = GuillotineInstances.of(1000L * size + i, size, i % 2 == 0 ? 0.5 : 0.65);
                instances.add(
                        new AllocationInstance("guillotine " + size, rectangles, GuillotineInstances.CAPACITY_BYTES));
            }
        }
        return instances.build();
    }

    /** Unseen instances without slack that no cuts from edge to edge take apart: so many of each size. */
    static ImmutableList<AllocationInstance> pinwheels(int ofEachSize) {
        ImmutableList.Builder<AllocationInstance> instances = ImmutableList.builder();
        for (int size : PINWHEEL_SIZES) {
            for (int i = 0; i < ofEachSize; i++) {
                Rectangles rectangles = GuillotineInstances.pinwheels(7_000_000L + 1000L * size + i, size);
                instances.add(
                        new AllocationInstance("pinwheels " + size, rectangles, GuillotineInstances.CAPACITY_BYTES));
            }
        }
        return instances.build();
    }
}
