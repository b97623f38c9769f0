package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Compares something on one model after the other; what cannot be read is noted and left out.
 *
 * @param <C> the comparison of one model
 */
final class ComparisonRun<C> {

    private static final ImmutableList<String> ENDINGS = ImmutableList.of(".tflite", ".onnx", ".json");

    private final Console console;
    private final Function<String, C> comparison;
    private final List<C> comparisons = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    ComparisonRun(Console console, Function<String, C> comparison) {
        this.console = console;
        this.comparison = comparison;
    }

    ImmutableList<C> comparisons() {
        return ImmutableList.copyOf(comparisons);
    }

    /** One line each: the model and why it was left out. */
    ImmutableList<String> refusals() {
        return ImmutableList.copyOf(refusals);
    }

    /** Models, and folders of them. */
    void add(List<String> sources) {
        List<String> models = sources.stream()
                .flatMap(source -> modelsBehind(source).stream())
                .toList();
        if (!console.interactive()) {
            models.forEach(this::compare);
            return;
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("models")
                .setInitialMax(models.size())
                .setStyle(console.barStyle())
                .build()) {
            for (String model : models) {
                bar.setExtraMessage(nameOf(model));
                compare(model);
                bar.step();
            }
        }
    }

    private void compare(String source) {
        try {
            comparisons.add(comparison.apply(source));
        } catch (NetworkFormatException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
    }

    private static ImmutableList<String> modelsBehind(String source) {
        Optional<Path> folder = folder(source);
        if (folder.isEmpty()) {
            return ImmutableList.of(source);
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            ImmutableList<String> models = files.map(Path::toString)
                    .filter(ComparisonRun::isModel)
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
            if (models.isEmpty()) {
                throw new UsageException(source + ": no model file in this folder");
            }
            return models;
        } catch (IOException e) {
            throw new UsageException(source + ": cannot be listed: " + e.getMessage());
        }
    }

    private static boolean isModel(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Optional<Path> folder(String source) {
        try {
            return Optional.of(Path.of(source)).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A file without its folders. */
    static String nameOf(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }
}
