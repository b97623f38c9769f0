package dev.shingle.cli;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.tensors.TensorData;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One line about an output: the best five of a vector of classes, otherwise the range of the real numbers. */
final class OutputSummary {

    private static final int BEST = 5;

    private OutputSummary() {}

    static String of(FeatureMap output, TensorData data) {
        double[] reals = reals(output, data.numbers());
        String head = "output %s: %s %s".formatted(output.name(), output.shape(), output.type());
        boolean isVector = output.shape().pixels() == 1 && reals.length > 1;
        return head + (isVector ? ", best: " + best(reals) : ", " + range(reals));
    }

    /** Positions of the greatest numbers, the greatest first. */
    static List<Integer> best(double[] reals, int most) {
        return IntStream.range(0, reals.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -reals[i]).thenComparing(i -> i))
                .limit(most)
                .toList();
    }

    /** What the stored numbers stand for. */
    static double[] reals(FeatureMap map, StoredNumbers numbers) {
        Quantization quantization = map.quantization();
        boolean isScaled = quantization.isQuantized();
        double scale = isScaled ? quantization.scales().get(0) : 1;
        long zero = isScaled ? quantization.zeroPoints().get(0) : 0;
        return IntStream.range(0, numbers.count())
                .mapToDouble(i -> (numbers.value(i) - zero) * scale)
                .toArray();
    }

    private static String best(double[] reals) {
        return best(reals, BEST).stream()
                .map(i -> String.format(Locale.ROOT, "%d (%.6g)", i, reals[i]))
                .collect(Collectors.joining(", "));
    }

    private static String range(double[] reals) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (double real : reals) {
            least = Math.min(least, real);
            most = Math.max(most, real);
            sum += real;
        }
        return String.format(Locale.ROOT, "from %.6g to %.6g, mean %.6g", least, most, sum / reals.length);
    }
}
