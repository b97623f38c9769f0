package dev.shingle.sim.kernels;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.arithmetic.HalfPrecision;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.hybrid.HybridKernel;
import dev.shingle.sim.kernels.integer.Conversions;
import dev.shingle.sim.kernels.integer.IntegerArithmetic;
import dev.shingle.sim.kernels.integer.IntegerReduction;
import dev.shingle.sim.kernels.movement.MovementKernel;
import dev.shingle.sim.kernels.movement.SplitKernel;
import dev.shingle.sim.kernels.real.Activations;
import dev.shingle.sim.kernels.real.RealArithmetic;
import dev.shingle.sim.kernels.real.RealReduction;
import dev.shingle.sim.kernels.unit.ConstantsAtHand;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import dev.shingle.sim.kernels.weighted.ConvolutionKernel;
import dev.shingle.sim.kernels.weighted.DepthwiseKernel;
import dev.shingle.sim.kernels.weighted.FullyConnectedKernel;
import dev.shingle.sim.kernels.weighted.PoolKernel;
import dev.shingle.sim.kernels.weighted.TapOrder;
import dev.shingle.sim.kernels.weighted.TransposedKernel;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

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
        if (operator instanceof Operator.Opaque opaque) {
            throw new UnsupportedLayerException(layer.name(), "nothing is known of operator " + opaque.kind());
        }
        try {
            Kernel kernel = hybrid(layer, rounding)
                    .or(() -> weighted(layer, rounding))
                    .or(() -> movement(layer))
                    .orElseGet(() -> ArithmeticKernels.of(layer, rounding.outsideProducts()));
            return new ConstantsAtHand(layer, kernel);
        } catch (IllegalArgumentException unsuitable) {
            throw new UnsupportedLayerException(layer.name(), String.valueOf(unsuitable.getMessage()));
        }
    }

    static boolean isReal(ElementType type) {
        return type == ElementType.FLOAT32 || type == ElementType.FLOAT16;
    }

    private static boolean isReal(Layer layer) {
        return isReal(layer.operands().get(0).type());
    }

    /** Only that runtime's own kernels make bytes of real numbers. */
    private static Optional<Kernel> hybrid(Layer layer, Rounding rounding) {
        return rounding == Rounding.TFLITE ? HybridKernel.of(layer) : Optional.empty();
    }

    private static Optional<Kernel> weighted(Layer layer, Rounding rounding) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution it) {
            return Optional.of(
                    isReal(layer)
                            ? new ConvolutionKernel<>(layer, it, real(layer, it.activation()))
                            : new ConvolutionKernel<>(
                                    layer, it, integer(layer, ofGroups(it.groups(), rounding), it.activation())));
        } else if (operator instanceof Operator.DepthwiseConvolution it) {
            return Optional.of(
                    isReal(layer)
                            ? new DepthwiseKernel<>(layer, it, real(layer, it.activation()))
                            : new DepthwiseKernel<>(
                                    layer, it, integer(layer, rounding.outsideProducts(), it.activation())));
        } else if (operator instanceof Operator.FullyConnected it) {
            return Optional.of(
                    isReal(layer)
                            ? new FullyConnectedKernel<>(layer, real(layer, it.activation()))
                            : new FullyConnectedKernel<>(layer, integer(layer, rounding, it.activation())));
        } else if (operator instanceof Operator.TransposedConvolution it) {
            return Optional.of(transposed(layer, it, rounding.outsideProducts()));
        } else if (operator instanceof Operator.Pool it) {
            return Optional.of(
                    isReal(layer)
                            ? new PoolKernel<>(layer, it, new RealReduction(it))
                            : new PoolKernel<>(layer, it, new IntegerReduction(layer, it, rounding.outsideProducts())));
        }
        return Optional.empty();
    }

    /** Groups are no single matrix product to the runtime. */
    private static Rounding ofGroups(int groups, Rounding rounding) {
        return groups == 1 ? rounding : rounding.outsideProducts();
    }

    private static RealArithmetic real(Layer layer, Activation activation) {
        return new RealArithmetic(layer, activation, weights -> weights);
    }

    private static IntegerArithmetic integer(Layer layer, Rounding rounding, Activation activation) {
        return new IntegerArithmetic(layer, rounding, activation, weights -> weights);
    }

    private static Kernel transposed(Layer layer, Operator.TransposedConvolution transposed, Rounding rounding) {
        Shape weights = layer.operands().get(1).shape();
        TapOrder order = new TapOrder(weights);
        return isReal(layer)
                ? new TransposedKernel<>(
                        layer, transposed, new RealArithmetic(layer, transposed.activation(), order::floats))
                : new TransposedKernel<>(
                        layer,
                        transposed,
                        new IntegerArithmetic(layer, rounding, transposed.activation(), order::integers));
    }

    private static Optional<Kernel> movement(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Split split) {
            return Optional.of(new SplitKernel(layer, split));
        }
        return MovementKernel.of(
                layer,
                operator instanceof Operator.Concatenation concatenation
                        ? conversions(layer, concatenation.activation())
                        : ImmutableList.of());
    }

    /** Empty where all parts are stored as the result is. */
    private static ImmutableList<IntUnaryOperator> conversions(Layer layer, Activation activation) {
        boolean isUniform = layer.operands().stream()
                .allMatch(part -> part.quantization().equals(layer.ofm().quantization()));
        if (isUniform && activation == Activation.NONE) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<IntUnaryOperator> conversions = ImmutableList.builder();
        layer.operands()
                .forEach(part -> conversions.add(
                        isReal(part.type())
                                ? ofBits(part.type(), activation)
                                : Conversions.ofPart(layer, part, activation)));
        return conversions.build();
    }

    private static IntUnaryOperator ofBits(ElementType type, Activation activation) {
        return type == ElementType.FLOAT16
                ? bits -> HalfPrecision.bits(Activations.apply(activation, HalfPrecision.value((short) bits)))
                : bits -> Float.floatToRawIntBits(Activations.apply(activation, Float.intBitsToFloat(bits)));
    }
}
