package dev.shingle.sim.kernels;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.integer.Dequantizing;
import dev.shingle.sim.kernels.integer.Functions;
import dev.shingle.sim.kernels.integer.IntegerBlend;
import dev.shingle.sim.kernels.integer.IntegerElementwise;
import dev.shingle.sim.kernels.integer.IntegerFold;
import dev.shingle.sim.kernels.integer.IntegerPointwise;
import dev.shingle.sim.kernels.integer.IntegerSoftmax;
import dev.shingle.sim.kernels.integer.Quantizing;
import dev.shingle.sim.kernels.integer.UnsignedBlend;
import dev.shingle.sim.kernels.real.RealBlend;
import dev.shingle.sim.kernels.real.RealElementwise;
import dev.shingle.sim.kernels.real.RealFold;
import dev.shingle.sim.kernels.real.RealFunctions;
import dev.shingle.sim.kernels.real.RealNormalization;
import dev.shingle.sim.kernels.real.RealPointwise;
import dev.shingle.sim.kernels.real.RealSoftmax;
import dev.shingle.sim.kernels.reduction.ReductionKernel;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;

/** Kernels of layers that compute without weights and windows. */
final class ArithmeticKernels {

    private ArithmeticKernels() {}

    static Kernel of(Layer layer, Rounding rounding) {
        Operator operator = layer.operator();
        ElementType type = layer.operands().get(0).type();
        boolean isReal = Kernels.isReal(type);
        if (operator instanceof Operator.Pointwise pointwise) {
            return pointwise(layer, pointwise, rounding);
        } else if (operator instanceof Operator.Elementwise elementwise) {
            return isReal
                    ? new RealElementwise(layer, RealElementwise.function(elementwise))
                    : IntegerElementwise.of(layer, elementwise, rounding);
        } else if (operator instanceof Operator.Reduce reduce) {
            return new ReductionKernel(
                    layer,
                    reduce,
                    elements -> isReal
                            ? new RealFold(reduce.kind(), elements)
                            : new IntegerFold(layer, reduce, rounding, elements));
        } else if (operator instanceof Operator.Softmax softmax) {
            return isReal ? new RealSoftmax(layer, softmax) : new IntegerSoftmax(layer, softmax, rounding);
        } else if (operator instanceof Operator.LocalResponseNormalization normalization) {
            return normalization(layer, normalization, type);
        } else if (operator instanceof Operator.Resize resize) {
            return bilinear(layer, resize, type);
        } else if (operator instanceof Operator.ShapeOf) {
            return new ShapeOfKernel(layer);
        }
        throw new UnsupportedLayerException(layer.name(), "operator " + operator.displayName() + " is not known");
    }

    private static Kernel normalization(
            Layer layer, Operator.LocalResponseNormalization normalization, ElementType type) {
        if (!Kernels.isReal(type)) {
            throw new UnsupportedLayerException(layer.name(), "no runtime normalises neighbouring channels of " + type);
        }
        return new RealNormalization(layer, normalization);
    }

    private static Kernel bilinear(Layer layer, Operator.Resize resize, ElementType type) {
        if (Kernels.isReal(type)) {
            return RealBlend.kernel(layer, resize);
        }
        return type == ElementType.UINT8 ? UnsignedBlend.kernel(layer, resize) : IntegerBlend.kernel(layer, resize);
    }

    private static Kernel pointwise(Layer layer, Pointwise pointwise, Rounding rounding) {
        boolean isReal = Kernels.isReal(layer.operands().get(0).type());
        boolean makesReal = Kernels.isReal(layer.ofm().type());
        if (pointwise.function() == Pointwise.Function.PRELU) {
            return isReal
                    ? new RealElementwise(layer, (x, slope) -> x >= 0 ? x : x * slope)
                    : IntegerElementwise.ofSlopes(layer, rounding);
        }
        if (isReal) {
            return makesReal
                    ? new RealPointwise(layer.ofm(), RealFunctions.of(pointwise))
                    : new Quantizing(layer, pointwise.function());
        }
        return makesReal
                ? new Dequantizing(layer, pointwise.function())
                : new IntegerPointwise(layer, Functions.of(layer, pointwise, rounding));
    }
}
