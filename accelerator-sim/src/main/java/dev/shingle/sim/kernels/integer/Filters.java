package dev.shingle.sim.kernels.integer;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.sim.arithmetic.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.WholeOperand;
import java.util.function.UnaryOperator;

/**
 * Weights, biases and factors of a layer that multiplies with weights. The factor of channel o is
 *
 * <pre>    scale(input) * scale(weights of o) / scale(result)                                in double precision  </pre>
 *
 * but that 8-bit unsigned layers multiply the first two in single precision, as TensorFlow Lite does.
 */
final class Filters {

    private final WholeOperand<int[]> weights;
    private final WholeOperand<int[]> biases;
    private final Requantization requantization;
    private final int inputZeroPoint;
    private final boolean isConstant;

    /**
     * Unpacks them.
     *
     * @param order rearranges the weights, zero points already subtracted
     */
    Filters(Layer layer, Rounding rounding, Activation activation, int channelAxis, UnaryOperator<int[]> order) {
        Operand filter = layer.operands().get(1);
        int channels = layer.ofm().shape().channels();
        weights = WholeOperand.integers(layer, 1, stored -> order.apply(centred(stored, filter)));
        biases = layer.operands().size() > 2
                ? WholeOperand.integers(layer, 2, stored -> stored)
                : operands -> new int[channels];
        ImmutableList.Builder<FixedPoint> factors = ImmutableList.builder();
        for (int channel = 0; channel < channels; channel++) {
            factors.add(FixedPoint.of(factor(layer, channel)));
        }
        requantization = new Requantization(
                rounding, factors.build(), Scales.zeroPoint(layer.ofm()), Bounds.of(layer.ofm(), activation));
        inputZeroPoint = Scales.zeroPoint(layer.operands().get(0));
        isConstant = layer.operands().stream().skip(1).allMatch(Constant.class::isInstance);
    }

    private static double factor(Layer layer, int channel) {
        Operand input = layer.operands().get(0);
        float inputScale = Scales.scale(input);
        float weightScale = Scales.scale(layer.operands().get(1), channel);
        double product = input.type() == ElementType.UINT8 ? inputScale * weightScale : (double) inputScale * weightScale;
        return product / Scales.scale(layer.ofm());
    }

    private static int[] centred(int[] stored, Operand filter) {
        int zeroPoint = Scales.zeroPoint(filter);
        if (zeroPoint == 0) {
            return stored;
        }
        int[] centred = stored.clone();
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= zeroPoint;
        }
        return centred;
    }

    int inputZeroPoint() {
        return inputZeroPoint;
    }

    InHand bind(Operands operands) {
        return new InHand(operands);
    }

    /** Weights and sums of one run. Those that another layer computes are read again for every unit. */
    final class InHand {

        private final Operands operands;
        private int[] current = {};
        private Sums sums = new NarrowSums(current, requantization);
        private boolean isLoaded;

        private InHand(Operands operands) {
            this.operands = operands;
        }

        /** To be called first thing in each unit. */
        void begin() {
            if (!isConstant || !isLoaded) {
                current = weights.elements(operands);
                sums = new NarrowSums(biases.elements(operands), requantization);
                isLoaded = true;
            }
        }

        int[] weights() {
            return current;
        }

        Sums sums() {
            return sums;
        }
    }
}
