package dev.shingle.networks.zoo;

import dev.shingle.networks.Constant;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/** Multiplications with weights, and weights: how the literature counts a network's cost. */
final class Macs {

    private Macs() {}

    /** Padding is multiplied like everything else, as everybody counts. */
    static long of(Network network) {
        return network.layers().stream().mapToLong(Macs::of).sum();
    }

    private static long of(Layer layer) {
        Operator operator = layer.operator();
        if (layer.constants().isEmpty()) {
            return 0;
        }
        Shape weights = layer.constants().get(0).shape();
        long results = layer.ofm().shape().elements();
        if (operator instanceof Operator.DepthwiseConvolution) {
            return results * weights.height() * weights.width();
        }
        if (operator instanceof Operator.TransposedConvolution) {
            return layer.ifm().shape().pixels() * weights.elements();
        }
        return results * (weights.elements() / weights.dimension(0));
    }

    /** Weights and biases. */
    static long parameters(Network network) {
        return network.layers().stream()
                .flatMap(layer -> layer.constants().stream())
                .mapToLong(constant -> constant.shape().elements())
                .sum();
    }

    /** Numbers of the given rank alone: 1 for biases. */
    static long biases(Network network) {
        return network.layers().stream()
                .flatMap(layer -> layer.constants().stream())
                .map(Constant::shape)
                .filter(shape -> shape.rank() == 1)
                .mapToLong(Shape::elements)
                .sum();
    }
}
