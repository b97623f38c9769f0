package dev.shingle.networks.quantize;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * Where the weights of an output channel stand in their constant: K of them per channel, one for each tap of its window.
 *
 * @param outputs output channels
 * @param taps K
 * @param perGroup input channels that an output channel reads
 * @param outputsPerGroup output channels that read the same input channels
 * @param isInterleaved whether output channels are the innermost dimension (depthwise)
 * @param axis of the constant that counts the output channels
 */
record WeightLayout(int outputs, int taps, int perGroup, int outputsPerGroup, boolean isInterleaved, int axis) {

    /** Whether the layer multiplies one feature map with constants. */
    static boolean isReadable(Layer layer) {
        return isWeighted(layer.operator())
                && layer.operands().size() >= 2
                && layer.operands().get(0) instanceof FeatureMap
                && layer.inputs().size() == 1
                && layer.constants().stream()
                        .allMatch(constant -> constant.contents().isPresent());
    }

    static boolean isWeighted(Operator operator) {
        return operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected;
    }

    static WeightLayout of(Layer layer) {
        Shape weights = weights(layer).shape();
        int outputs = weights.dimension(0);
        int inner = weights.channels();
        int taps = Math.toIntExact(weights.elements() / outputs);
        if (layer.operator() instanceof Operator.DepthwiseConvolution it) {
            int length = Math.toIntExact(weights.elements() / inner);
            return new WeightLayout(inner, length, 1, it.multiplier(), true, 3);
        }
        int groups = layer.operator() instanceof Operator.Convolution it ? it.groups() : 1;
        return new WeightLayout(outputs, taps, inner, outputs / groups, false, 0);
    }

    static Constant weights(Layer layer) {
        return (Constant) layer.operands().get(1);
    }

    static Activation activation(Layer layer) {
        if (layer.operator() instanceof Operator.Convolution it) {
            return it.activation();
        }
        if (layer.operator() instanceof Operator.DepthwiseConvolution it) {
            return it.activation();
        }
        if (layer.operator() instanceof Operator.TransposedConvolution it) {
            return it.activation();
        }
        if (layer.operator() instanceof Operator.FullyConnected it) {
            return it.activation();
        }
        throw new AssertionError(layer.operator());
    }

    /** Position of a weight in the constant. */
    int index(int output, int tap) {
        return isInterleaved ? tap * outputs + output : output * taps + tap;
    }

    int group(int output) {
        return output / outputsPerGroup;
    }

    int groups() {
        return outputs / outputsPerGroup;
    }

    /** The channel of the input that a weight is multiplied with. */
    int inputChannel(int output, int tap) {
        return group(output) * perGroup + tap % perGroup;
    }

    /** Whether {@link #inputChannel} is right: fully connected layers may read whole images as one vector. */
    boolean readsChannels(Layer layer) {
        return layer.ifm().shape().channels() == Math.multiplyExact(perGroup, groups());
    }
}
