package dev.shingle.conformance.runtimes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recorded runs of real networks, on machines that have them. */
final class GoldenTensors {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");
    private static final Pattern LINE = Pattern.compile("(in|out) (\\d+) (.+) (\\w+) \\[([\\d, ]*)\\].*");
    private static final Pattern ROW = Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[([\\d,]*)\\]\",.*");

    private GoldenTensors() {}

    static byte[] model(String file) throws IOException {
        String folder = file.endsWith(".onnx") ? "onnx" : "tflite";
        return Files.readAllBytes(present(MODELS.resolve(folder).resolve(file)));
    }

    /** Input tensors without names, filled as those of all recorded runs were. */
    static RuntimeTensor input(ElementType type, int... dimensions) {
        ImmutableIntArray shape = ImmutableIntArray.copyOf(dimensions);
        byte[] bytes = new byte[Math.toIntExact(new Shape(shape).elements() * type.bits() / Byte.SIZE)];
        TensorData.fill(new Shape(shape), type).bytes().get(bytes);
        return new RuntimeTensor("", type, shape, bytes);
    }

    /** What the recorded run of this file was given. */
    static ImmutableList<RuntimeTensor> inputs(String file) throws IOException {
        return lines(file, "in").stream()
                .map(tensor -> input(tensor.type(), tensor.dimensions().toArray()))
                .collect(ImmutableList.toImmutableList());
    }

    /** What it gave. */
    static ImmutableList<RuntimeTensor> outputs(String file) throws IOException {
        return lines(file, "out");
    }

    private static ImmutableList<RuntimeTensor> lines(String file, String kind) throws IOException {
        Path folder = present(MODELS.resolve("golden").resolve("outputs").resolve(file));
        ImmutableList.Builder<RuntimeTensor> tensors = ImmutableList.builder();
        for (String line : Files.readAllLines(folder.resolve("meta.txt"), StandardCharsets.UTF_8)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(kind)) {
                byte[] bytes = kind.equals("in")
                        ? new byte[0]
                        : Files.readAllBytes(folder.resolve("out_" + matcher.group(2) + ".bin"));
                tensors.add(new RuntimeTensor(
                        matcher.group(3), type(matcher.group(4)), dimensions(matcher.group(5)), bytes));
            }
        }
        return tensors.build();
    }

    /** Network inputs first (their node is -1), then the results in order of execution. */
    static ImmutableList<RuntimeTensor> layers(String name) throws IOException {
        Path folder = present(MODELS.resolve("golden").resolve("layers").resolve(name));
        ImmutableList.Builder<RuntimeTensor> tensors = ImmutableList.builder();
        for (String line : Files.readAllLines(folder.resolve("layers.csv"), StandardCharsets.UTF_8)) {
            Matcher matcher = ROW.matcher(line);
            if (matcher.matches()) {
                tensors.add(new RuntimeTensor(
                        matcher.group(1).equals("-1") ? "" : matcher.group(3),
                        type(matcher.group(4)),
                        dimensions(matcher.group(5)),
                        Files.readAllBytes(folder.resolve("t" + matcher.group(2) + ".bin"))));
            }
        }
        return tensors.build();
    }

    /** Names of all files with recorded outputs; of some that are very large, only sums were kept. */
    static List<String> files(String ending) {
        Path outputs = MODELS.resolve("golden").resolve("outputs");
        return names("outputs").stream()
                .filter(name -> name.endsWith(ending))
                .filter(name -> Files.exists(outputs.resolve(name).resolve("out_0.bin")))
                .toList();
    }

    /** Names of all networks with recorded layers. */
    static List<String> layered() {
        return names("layers");
    }

    private static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(present(MODELS.resolve("golden").resolve(folder)))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImmutableIntArray dimensions(String list) {
        return ImmutableIntArray.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(list).stream()
                .mapToInt(Integer::parseInt)
                .toArray());
    }

    private static ElementType type(String name) {
        return name.equals("FLOAT") ? ElementType.FLOAT32 : ElementType.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Path present(Path file) {
        assumeTrue(Files.exists(file), "no shared models at " + MODELS);
        return file;
    }
}
