package dev.shingle.networks.quantize;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The constants of one layer with weights: int8 from -127 to 127 with a scale for each output channel, and an int32 bias
 * whose scale is that of the products.
 *
 * <p>A bias also takes up what rounding the weights adds on average: {@code b' = b + (w - q) . mean(x)}.
 */
final class SymmetricWeights {

    static final int MOST = 127;

    /** Finer scales than this fraction of result to input step would leave nothing to see, and overflow the bias. */
    private static final double LEAST_MULTIPLIER = 0x1p-20;

    /** For channels whose weights are all zero: fine enough for the bias. */
    private static final double PLAIN_MULTIPLIER = 0x1p-10;

    /** Half of what int32 holds: the other half is for the products. */
    private static final double MOST_BIAS = 0x1p30;

    private final Layer layer;
    private final WeightLayout layout;
    private final double inputScale;
    private final double outputScale;
    private final double[] weights;
    private final double[] biases;
    private final double[] means;
    private final WeightRounding[] roundings;
    private final double[] scales;
    private final byte[] stored;
    private final int[] storedBiases;

    private SymmetricWeights(
            Layer layer,
            Equalization equalization,
            Optional<PatchMoments> moments,
            double inputScale,
            double outputScale) {
        this.layer = layer;
        this.layout = WeightLayout.of(layer);
        this.inputScale = inputScale;
        this.outputScale = outputScale;
        this.weights = equalization.weights(layer, numbers(WeightLayout.weights(layer)));
        this.biases = biases(layer, equalization);
        double[] divisors = equalization.tapDivisors(layer);
        this.means =
                moments.map(seen -> means(seen, divisors)).orElseGet(() -> new double[layout.groups() * layout.taps()]);
        this.roundings = moments.map(seen -> roundings(seen, divisors)).orElseGet(() -> new WeightRounding[0]);
        this.scales = new double[layout.outputs()];
        this.stored = new byte[weights.length];
        this.storedBiases = new int[layout.outputs()];
    }

    /** The layer's second and third operands. */
    static Rounded of(
            Layer layer,
            Equalization equalization,
            Optional<PatchMoments> moments,
            double inputScale,
            double outputScale) {
        SymmetricWeights made = new SymmetricWeights(layer, equalization, moments, inputScale, outputScale);
        for (int output = 0; output < made.layout.outputs(); output++) {
            made.round(output);
        }
        return new Rounded(made.weights(), made.bias());
    }

    /** Weights and bias. */
    record Rounded(Constant weights, Constant bias) {}

    private void round(int output) {
        double[] row = new double[layout.taps()];
        double most = 0;
        for (int k = 0; k < row.length; k++) {
            row[k] = weights[layout.index(output, k)];
            most = Math.max(most, Math.abs(row[k]));
        }
        double scale = scale(most, biases[output]);
        int group = layout.group(output);
        int[] rounded =
                roundings.length == 0 ? WeightRounding.toNearest(row, scale) : roundings[group].round(row, scale);
        double bias = biases[output];
        for (int k = 0; k < row.length; k++) {
            stored[layout.index(output, k)] = (byte) rounded[k];
            bias += (row[k] - rounded[k] * scale) * means[group * row.length + k];
        }
        scales[output] = scale;
        double steps = Math.rint(bias / biasScale(scale));
        storedBiases[output] = (int) Math.max(-MOST_BIAS * 2, Math.min(MOST_BIAS * 2 - 1, steps));
    }

    private double scale(double most, double bias) {
        double unit = outputScale / inputScale;
        double finest = Math.max(unit * LEAST_MULTIPLIER, Math.abs(bias) / (inputScale * MOST_BIAS));
        double wanted = most == 0 ? unit * PLAIN_MULTIPLIER : most / MOST;
        return (float) Math.max(Math.max(wanted, finest), Float.MIN_NORMAL);
    }

    private double biasScale(double scale) {
        return (float) (inputScale * scale);
    }

    private Constant weights() {
        Constant from = WeightLayout.weights(layer);
        Quantization quantization =
                new Quantization(ImmutableDoubleArray.copyOf(scales), zeros(scales.length), layout.axis());
        return new Constant(
                from.name(),
                from.shape(),
                ElementType.INT8,
                quantization,
                new Constant.Present(ByteBuffer.wrap(stored)));
    }

    private Constant bias() {
        ByteBuffer bytes =
                ByteBuffer.allocate(storedBiases.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ImmutableDoubleArray.Builder products = ImmutableDoubleArray.builder();
        for (int output = 0; output < storedBiases.length; output++) {
            bytes.putInt(storedBiases[output]);
            products.add(biasScale(scales[output]));
        }
        String name = layer.operands().size() > 2
                ? layer.operands().get(2).name()
                : WeightLayout.weights(layer).name() + "/bias";
        return new Constant(
                name,
                Shape.of(storedBiases.length),
                ElementType.INT32,
                new Quantization(products.build(), zeros(storedBiases.length), 0),
                new Constant.Present(bytes.flip()));
    }

    private static double[] biases(Layer layer, Equalization equalization) {
        FeatureMap ofm = layer.ofm();
        double[] biases = new double[WeightLayout.of(layer).outputs()];
        if (layer.operands().size() > 2) {
            Operand bias = layer.operands().get(2);
            StoredNumbers numbers = numbers((Constant) bias);
            double[] divisors = equalization.divisorsOrOnes(ofm);
            for (int i = 0; i < biases.length; i++) {
                biases[i] = numbers.value(i) / divisors[i];
            }
        }
        return biases;
    }

    private double[] means(PatchMoments moments, double[] divisors) {
        double[] all = new double[moments.groups() * moments.taps()];
        for (int i = 0; i < all.length; i++) {
            all[i] = moments.mean(i / moments.taps(), i % moments.taps()) / divisors[i];
        }
        return all;
    }

    private WeightRounding[] roundings(PatchMoments moments, double[] divisors) {
        WeightRounding[] perGroup = new WeightRounding[moments.groups()];
        double noise = inputScale * inputScale / 12;
        for (int group = 0; group < perGroup.length; group++) {
            double[] own = new double[moments.taps()];
            System.arraycopy(divisors, group * own.length, own, 0, own.length);
            perGroup[group] = WeightRounding.of(moments.covariance(group, own), noise);
        }
        return perGroup;
    }

    private static StoredNumbers numbers(Constant constant) {
        return StoredNumbers.of(constant)
                .orElseThrow(
                        () -> new IllegalArgumentException(constant.name() + " has not the contents of its shape"));
    }

    private static ImmutableLongArray zeros(int count) {
        return ImmutableLongArray.copyOf(new long[count]);
    }
}
