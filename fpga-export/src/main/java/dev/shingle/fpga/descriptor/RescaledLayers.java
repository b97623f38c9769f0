package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import dev.shingle.fpga.descriptor.Field.Kind;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Window;
import dev.shingle.networks.fixedpoint.FixedPoint;

/**
 * Layers that do nothing but take numbers to another scale and cut them off: a RELU that no other layer could take up, a
 * change of quantisation. They are depthwise convolutions of one tap whose weights are all the same:
 *
 * <pre>
 *   result = clamp(zero + ((x - zero(x)) * w) * factor / w),     w = 1, or the power of two that takes factor / w below 1
 * </pre>
 *
 * which is exact: TensorFlow Lite multiplies by the same power of two before it multiplies by what is below 1.
 */
final class RescaledLayers {

    private static final int MOST_LEFT = 6;

    private final WeightRows weights;
    private final Parameters parameters;

    RescaledLayers(WeightRows weights, Parameters parameters) {
        this.weights = weights;
        this.parameters = parameters;
    }

    /** Whether a layer with this function is one of those. */
    static boolean canRun(Pointwise.Function function) {
        return switch (function) {
            case RELU, RELU6, RELU_N1_TO_1, QUANTIZE -> true;
            default -> false;
        };
    }

    void rescale(Task task, Pointwise pointwise) {
        task.requireOneImage();
        task.requireWords();
        FixedPoint factor = factor(task, pointwise.function());
        int left = Math.max(0, factor.shift());
        require(
                left <= MOST_LEFT,
                "%s becomes %s, whose numbers are 2^%s times as large; at most 2^%s can be run",
                task.layer().ifm().name(),
                task.layer().ofm().name(),
                left,
                MOST_LEFT);
        int groups = task.loops().groups(task.out());
        int lanes = task.accelerator().lanes();
        int channels = task.out().channels();
        int weight = 1 << left;
        task.loops()
                .slide(task.ifm(), task.out(), Window.pointwise(), task.loops().ownChannels(), 1, 1);
        long first = weights.append(channels, 1, 1, 1, true, (output, row, column, input) -> (byte) weight);
        task.loops().blocks(Field.WEIGHT_START, Field.WEIGHT_GROUP, first, 1, groups);
        task.loops().blocks(Field.PARAM_START, Field.PARAM_GROUP, parameters.count(), lanes, groups);
        Multiplier multiplier = new Multiplier(factor.multiplier(), Math.max(0, -factor.shift()));
        int zero = StoredValues.zeroPoint(task.layer().ifm());
        for (int lane = 0; lane < groups * lanes; lane++) {
            parameters.add(lane < channels ? -zero * weight : 0, lane < channels ? multiplier : Multiplier.ZERO);
        }
        task.control(Kind.MAC, true, false, zero, activation(pointwise.function()));
    }

    /** In double precision for a change of quantisation, in single precision for an activation: so does TensorFlow Lite. */
    private static FixedPoint factor(Task task, Pointwise.Function function) {
        FeatureMap from = task.layer().ifm();
        FeatureMap to = task.layer().ofm();
        return FixedPoint.of(
                function == Pointwise.Function.QUANTIZE
                        ? (double) StoredValues.scale(from, 0) / StoredValues.scale(to, 0)
                        : (double) (StoredValues.scale(from, 0) / StoredValues.scale(to, 0)));
    }

    private static Activation activation(Pointwise.Function function) {
        return switch (function) {
            case RELU -> Activation.RELU;
            case RELU6 -> Activation.RELU6;
            case RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
            default -> Activation.NONE;
        };
    }
}
