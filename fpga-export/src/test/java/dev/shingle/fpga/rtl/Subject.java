package dev.shingle.fpga.rtl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network that the accelerator has to show itself on.
 *
 * @param tail what it runs of the network, and what is left to the host
 * @param golden what TensorFlow Lite computed, by feature map; empty if nobody asked it
 */
record Subject(Network network, HostTail tail, ImmutableMap<String, TensorData> golden) {

    private static final Path MODELS = Path.of("..", "..", "shared", "models");
    private static final Pattern LINE = Pattern.compile("(-?\\d+),(\\d+),\"(.*)\",(\\w+),\"\\[(.*)]\",.*");
    private static final String SLICE = "dncnn:32x24";
    private static final int LAYERS_OF_SLICE = 4;

    /** A network of the shared models or of the zoo; of a DnCNN the first layers. */
    static Subject named(String name) {
        if (!Zoo.knows(name)) {
            return shared(name);
        }
        Network network = Simplifier.standard().simplify(Zoo.build(name)).network();
        Network whole = name.equals(SLICE) ? firstLayers(network) : network;
        return new Subject(whole, HostTail.of(whole), ImmutableMap.of());
    }

    private static Network firstLayers(Network network) {
        return new Network(
                network.name(),
                network.inputs(),
                network.layers().subList(0, LAYERS_OF_SLICE),
                ImmutableList.of(network.layers().get(LAYERS_OF_SLICE - 1).ofm()));
    }

    private static Subject shared(String model) {
        assumeTrue(Files.isDirectory(MODELS.resolve("golden")), "no shared models at " + MODELS);
        Network read = TfliteReader.read(MODELS.resolve("tflite/" + model + ".tflite"));
        Network network = Simplifier.standard().simplify(read).network();
        return new Subject(network, HostTail.of(network), golden(model, network));
    }

    Network accelerated() {
        return tail.accelerated();
    }

    /** Every feature map as the simulator's kernels compute it. */
    static ImmutableMap<String, TensorData> expected(
            Network network, Map<String, TensorData> inputs, dev.shingle.fpga.descriptor.Rounding rounding) {
        ImmutableMap.Builder<String, TensorData> expected = ImmutableMap.builder();
        NetworkExecution.run(network, inputs, Rounding.valueOf(rounding.name()), (map, data) -> {
            expected.put(map.name(), data);
            return true;
        });
        return expected.buildOrThrow();
    }

    /** The network's outputs: what the host makes of the accelerator's. */
    ImmutableMap<String, TensorData> finish(Map<String, TensorData> accelerated) {
        Map<String, TensorData> all = new HashMap<>(accelerated);
        if (!tail.host().isEmpty()) {
            Set<FeatureMap> made = new HashSet<>();
            tail.host().forEach(layer -> made.addAll(layer.outputs()));
            ImmutableList<FeatureMap> inputs = tail.host().stream()
                    .flatMap(layer -> layer.inputs().stream())
                    .distinct()
                    .filter(map -> !made.contains(map))
                    .collect(ImmutableList.toImmutableList());
            ImmutableList<FeatureMap> outputs =
                    network.outputs().stream().filter(made::contains).collect(ImmutableList.toImmutableList());
            Network host = new Network("host", inputs, tail.host(), outputs);
            all.putAll(NetworkExecution.run(host, all, Rounding.TFLITE, (map, data) -> true));
        }
        ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
        for (FeatureMap output : network.outputs()) {
            outputs.put(
                    output.name(), Optional.ofNullable(all.get(output.name())).orElseThrow());
        }
        return outputs.buildOrThrow();
    }

    private static ImmutableMap<String, TensorData> golden(String model, Network network) {
        Path directory = MODELS.resolve("golden/layers").resolve(model);
        ImmutableMap.Builder<String, TensorData> tensors = ImmutableMap.builder();
        Map<String, Path> files = new HashMap<>();
        try {
            for (String line : Files.readAllLines(directory.resolve("layers.csv"), StandardCharsets.UTF_8)) {
                Matcher match = LINE.matcher(line);
                if (match.matches()) {
                    files.put(match.group(3), directory.resolve("t" + match.group(2) + ".bin"));
                }
            }
            for (FeatureMap map : network.featureMaps().values()) {
                byte[] bytes = Files.readAllBytes(files.get(map.name()));
                tensors.put(map.name(), TensorData.wrap(map.shape(), map.type(), bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensors.buildOrThrow();
    }
}
