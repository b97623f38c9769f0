package dev.shingle.sim.kernels;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.integer.IntegerConvolution;
import dev.shingle.sim.kernels.integer.IntegerDepthwise;
import dev.shingle.sim.kernels.integer.IntegerElementwise;
import dev.shingle.sim.kernels.integer.IntegerFullyConnected;
import dev.shingle.sim.kernels.integer.IntegerPool;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;

/** Chooses the kernel of a layer. */
public final class Kernels {

    private Kernels() {}

    /**
     * The kernel that computes a layer.
     *
     * @throws UnsupportedLayerException if the layer is opaque, lacks contents, or computes with types that nothing is known of
     */
    public static Kernel of(Layer layer, Rounding rounding) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return new IntegerConvolution(layer, convolution, rounding);
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return new IntegerDepthwise(layer, depthwise, rounding);
        } else if (operator instanceof Operator.FullyConnected connected) {
            return new IntegerFullyConnected(layer, connected, rounding);
        } else if (operator instanceof Operator.Pool pool) {
            return new IntegerPool(layer, pool);
        } else if (operator instanceof Operator.Elementwise elementwise) {
            return new IntegerElementwise(layer, elementwise, rounding);
        }
        throw new UnsupportedLayerException(layer.name(), "operator " + operator.displayName() + " is not known");
    }

    static boolean isReal(ElementType type) {
        return type == ElementType.FLOAT32 || type == ElementType.FLOAT16;
    }
}
