package dev.shingle.networks.quantize;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers by which the channels of a float network are divided, so that the channels of a tensor have one range: a tensor
 * has only one scale, and a channel that uses a tenth of it would be rounded ten times as coarsely as it need be.
 *
 * <pre>
 *   w'[o, i] = w[o, i] * s_in[i] / s_out[o]        b'[o] = b[o] / s_out[o]        results: y'[o] = y[o] / s_out[o]
 * </pre>
 *
 * The network computes the same, as RELU and sums commute with positive factors. Weights have a scale for each output
 * channel, so that only the factors of input channels change how well they can be rounded. The idea is that of M. Nagel et
 * al., Data-Free Quantization Through Weight Equalization and Bias Correction (2019); here ranges of activations count,
 * which have been seen, not those of weights.
 */
final class Equalization {

    /** Channels that hardly leave zero are left alone: what was seen of them says little. */
    private static final double LEAST_RANGE = 1e-6;

    private final ChannelClasses classes;
    private final Map<Integer, Double> divisors = new HashMap<>();

    private Equalization(ChannelClasses classes) {
        this.classes = classes;
    }

    /** Leaves every channel as it is. */
    static Equalization none(Network network) {
        return new Equalization(ChannelClasses.of(network));
    }

    /** From the ranges that were seen. */
    static Equalization of(Calibration seen) {
        Equalization made = new Equalization(ChannelClasses.of(seen.network()));
        Map<Integer, Double> targets = new HashMap<>();
        for (FeatureMap map : seen.network().featureMaps().values()) {
            made.classes.of(map).ifPresent(names -> made.note(names, seen.ranges(map), targets));
        }
        made.divisors.replaceAll((name, range) -> range > LEAST_RANGE ? range / targets.getOrDefault(name, 1.0) : 1);
        return made;
    }

    /** Channels that cannot be scaled give their neighbours in a tensor the range that these should have. */
    private void note(int[] names, ChannelRanges ranges, Map<Integer, Double> targets) {
        double fixedRange = 0;
        for (int c = 0; c < names.length; c++) {
            if (classes.isFixed(names[c])) {
                fixedRange = Math.max(fixedRange, ranges.magnitude(c));
            } else {
                divisors.merge(names[c], ranges.magnitude(c), Math::max);
            }
        }
        for (int name : names) {
            if (fixedRange > LEAST_RANGE) {
                targets.merge(name, fixedRange, Math::max);
            }
        }
    }

    /** What each channel is divided by; empty if a channel holds elements of different classes. */
    Optional<double[]> divisors(FeatureMap map) {
        return classes.of(map)
                .map(names -> Arrays.stream(names)
                        .mapToDouble(name -> divisors.getOrDefault(name, 1.0))
                        .toArray());
    }

    double[] divisorsOrOnes(FeatureMap map) {
        return divisors(map).orElseGet(() -> ones(map));
    }

    /** What each tap of each group of a layer's input channels is divided by. */
    double[] tapDivisors(Layer layer) {
        WeightLayout layout = WeightLayout.of(layer);
        double[] in = divisorsOrOnes(layer.ifm());
        double[] perTap = new double[Math.multiplyExact(layout.groups(), layout.taps())];
        for (int i = 0; i < perTap.length; i++) {
            int output = i / layout.taps() * layout.outputsPerGroup();
            perTap[i] = layout.readsChannels(layer) ? in[layout.inputChannel(output, i % layout.taps())] : 1;
        }
        return perTap;
    }

    /** A layer's weights as they stand in its constant, with the divisors of input and output worked in. */
    double[] weights(Layer layer, StoredNumbers stored) {
        WeightLayout layout = WeightLayout.of(layer);
        double[] scaled = new double[stored.count()];
        double[] in = divisorsOrOnes(layer.ifm());
        double[] out = divisorsOrOnes(layer.ofm());
        boolean readsChannels = layout.readsChannels(layer);
        for (int o = 0; o < layout.outputs(); o++) {
            for (int k = 0; k < layout.taps(); k++) {
                int index = layout.index(o, k);
                double from = readsChannels ? in[layout.inputChannel(o, k)] : 1;
                scaled[index] = stored.value(index) * from / out[o];
            }
        }
        return scaled;
    }

    private static double[] ones(FeatureMap map) {
        double[] ones = new double[map.shape().channels()];
        Arrays.fill(ones, 1);
        return ones;
    }
}
