package dev.shingle.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.api.NetworkInput;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.Resampling;
import dev.shingle.networks.tensors.TensorData;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a network is run on. */
final class InputArguments {

    private static final String FILL = "fill";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "[NAME=]FILE",
            description = {
                "A picture (PGM, PPM, PNG), an array (.npy) or the stored elements (any other file);",
                "NAME= for networks with several inputs. fill, the default: numbers without pattern, always the same."
            })
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--mean",
            paramLabel = "X",
            split = ",",
            description = {
                "Pictures: real = (sample - mean) / scale, samples from 0 to 255; one number or three.",
                "Without --mean and --scale: black and white are the ends of what an input of 8 bits stores,"
                        + " elsewhere 0 and 1."
            })
    private double @Nullable [] mean;

    @Option(names = "--scale", paramLabel = "X", split = ",", description = "See --mean.")
    private double @Nullable [] scale;

    @Option(names = "--bgr", description = "Pictures: blue comes first.")
    private boolean bgr;

    /** A tensor for every input of the network. */
    ImmutableMap<String, TensorData> load(Network network) {
        Map<String, String> sources = sources(network);
        ImmutableMap.Builder<String, TensorData> tensors = ImmutableMap.builder();
        for (FeatureMap input : network.inputs()) {
            tensors.put(input.name(), tensor(input, sources.getOrDefault(input.name(), FILL)));
        }
        return tensors.buildOrThrow();
    }

    boolean isGiven() {
        return !inputs.isEmpty();
    }

    /** Where the inputs come from, for the report. */
    String describe() {
        return inputs.isEmpty() ? FILL : String.join(", ", inputs);
    }

    private Map<String, String> sources(Network network) {
        Map<String, String> sources = new HashMap<>();
        List<String> names = network.inputs().stream().map(FeatureMap::name).toList();
        for (String input : inputs) {
            int equals = input.indexOf('=');
            boolean isNamed = equals > 0 && names.contains(input.substring(0, equals));
            if (!isNamed && names.size() != 1) {
                throw new UsageException("--input " + input + ": expected NAME=FILE with one of "
                        + String.join(", ", names) + " for NAME");
            }
            String name = isNamed ? input.substring(0, equals) : names.get(0);
            if (sources.put(name, isNamed ? input.substring(equals + 1) : input) != null) {
                throw new UsageException("--input " + input + ": found two files for " + name + ", expected one");
            }
        }
        return sources;
    }

    private TensorData tensor(FeatureMap input, String source) {
        try {
            return source.equals(FILL)
                    ? NetworkInput.fill(input)
                    : NetworkInput.read(input, Path.of(source), conversion());
        } catch (InvalidPathException e) {
            throw new UsageException("--input " + source + ": found a name that no file can have, expected a file");
        }
    }

    /** How pictures are read, if anything is said about it. */
    Optional<PictureConversion> conversion() {
        if (mean == null && scale == null && !bgr) {
            return Optional.empty();
        }
        ImmutableDoubleArray means = mean == null ? ImmutableDoubleArray.of(0) : ImmutableDoubleArray.copyOf(mean);
        ImmutableDoubleArray scales = scale == null ? ImmutableDoubleArray.of(255) : ImmutableDoubleArray.copyOf(scale);
        try {
            return Optional.of(new PictureConversion(Resampling.AREA, bgr, means, scales));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mean, --scale: " + e.getMessage());
        }
    }
}
