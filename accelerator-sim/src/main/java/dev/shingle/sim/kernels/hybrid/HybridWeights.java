package dev.shingle.sim.kernels.hybrid;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Quantization;
import dev.shingle.sim.kernels.unit.WholeOperand;

/**
 * What a layer brings along: weights as they are stored, their scales, biases in real numbers, and what becomes of a sum.
 *
 * @param quantization of the weights: a scale, or one for each output channel
 * @param isConstant whether neither weights nor biases are computed by other layers
 */
record HybridWeights(
        WholeOperand<int[]> weights,
        WholeOperand<float[]> biases,
        Quantization quantization,
        ScaleOrder order,
        Activation activation,
        boolean isConstant) {

    static HybridWeights of(Layer layer, ScaleOrder order, Activation activation) {
        int channels = layer.ofm().shape().channels();
        return new HybridWeights(
                WholeOperand.integers(layer, 1, stored -> stored),
                layer.operands().size() > 2
                        ? WholeOperand.floats(layer, 2, stored -> stored)
                        : operands -> new float[channels],
                layer.operands().get(1).quantization(),
                order,
                activation,
                layer.operands().stream().skip(1).allMatch(Constant.class::isInstance));
    }

    float scale(int channel) {
        return (float) quantization.scales().get(quantization.isPerChannel() ? channel : 0);
    }
}
