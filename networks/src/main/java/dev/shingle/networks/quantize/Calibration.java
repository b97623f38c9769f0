package dev.shingle.networks.quantize;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.tensors.TensorData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of a float network's tensors: for each the range of every channel, and for layers with weights the moments of
 * what their windows read. Whoever runs the network shows it every tensor of every picture:
 *
 * <pre>{@code
 * Calibration seen = new Calibration(network);
 * for (each picture) {
 *     run the network; seen.observe(map, data) for each input and each result, in order of production
 * }
 * }</pre>
 *
 * Memory does not grow with the pictures.
 */
public final class Calibration {

    private final Network network;
    private final Map<String, float[]> least = new LinkedHashMap<>();
    private final Map<String, float[]> greatest = new LinkedHashMap<>();
    private final ImmutableMap<String, PatchSampler> samplers;
    private final ImmutableSetMultimap<String, String> readers;
    private final Map<String, Long> timesSeen = new LinkedHashMap<>();

    /** Nothing seen yet. */
    public Calibration(Network network) {
        this.network = network;
        ImmutableMap.Builder<String, PatchSampler> perLayer = ImmutableMap.builder();
        ImmutableSetMultimap.Builder<String, String> perMap = ImmutableSetMultimap.builder();
        for (Layer layer : network.layers()) {
            PatchSampler.of(layer).ifPresent(sampler -> {
                perLayer.put(layer.name(), sampler);
                perMap.put(layer.ifm().name(), layer.name());
            });
        }
        samplers = perLayer.buildOrThrow();
        readers = perMap.build();
    }

    /**
     * Takes one tensor into account.
     *
     * @throws NetworkFormatException if it holds numbers that are not finite
     */
    public void observe(FeatureMap map, TensorData data) {
        StoredNumbers numbers = data.numbers();
        int channels = map.shape().channels();
        float[] low = least.computeIfAbsent(map.name(), name -> filled(channels, Float.POSITIVE_INFINITY));
        float[] high = greatest.computeIfAbsent(map.name(), name -> filled(channels, Float.NEGATIVE_INFINITY));
        int count = numbers.count();
        for (int i = 0, c = 0; i < count; i++, c = c + 1 == channels ? 0 : c + 1) {
            float value = (float) numbers.value(i);
            if (!Float.isFinite(value)) {
                throw new NetworkFormatException(
                        network.name(), "tensor " + map.name(), "element " + i + " = " + value, "finite numbers");
            }
            low[c] = Math.min(low[c], value);
            high[c] = Math.max(high[c], value);
        }
        long times = timesSeen.merge(map.name(), 1L, Long::sum);
        for (String layer : readers.get(map.name())) {
            Optional.ofNullable(samplers.get(layer)).ifPresent(sampler -> sampler.sample(numbers, times));
        }
    }

    /** Declares a range, such as that of all pictures there can be, as seen. */
    public void declare(FeatureMap map, ChannelRanges ranges) {
        float[] low = least.computeIfAbsent(map.name(), name -> filled(ranges.channels(), Float.POSITIVE_INFINITY));
        float[] high = greatest.computeIfAbsent(map.name(), name -> filled(ranges.channels(), Float.NEGATIVE_INFINITY));
        for (int c = 0; c < ranges.channels(); c++) {
            low[c] = Math.min(low[c], (float) ranges.least().get(c));
            high[c] = Math.max(high[c], (float) ranges.greatest().get(c));
        }
    }

    /** The network that was run. */
    public Network network() {
        return network;
    }

    /**
     * What was seen of a feature map.
     *
     * @throws NetworkFormatException if nothing was
     */
    public ChannelRanges ranges(FeatureMap map) {
        Optional<float[]> low = Optional.ofNullable(least.get(map.name()));
        Optional<float[]> high = Optional.ofNullable(greatest.get(map.name()));
        if (low.isEmpty() || high.isEmpty()) {
            throw new NetworkFormatException(
                    network.name(), "tensor " + map.name(), "no calibration", "at least one run that shows it");
        }
        return new ChannelRanges(doubles(low.get()), doubles(high.get()));
    }

    Optional<PatchMoments> moments(Layer layer) {
        return Optional.ofNullable(samplers.get(layer.name())).map(PatchSampler::moments);
    }

    private static float[] filled(int length, float value) {
        float[] array = new float[length];
        Arrays.fill(array, value);
        return array;
    }

    private static ImmutableDoubleArray doubles(float[] values) {
        ImmutableDoubleArray.Builder array = ImmutableDoubleArray.builder(values.length);
        for (float value : values) {
            array.add(value);
        }
        return array.build();
    }
}
