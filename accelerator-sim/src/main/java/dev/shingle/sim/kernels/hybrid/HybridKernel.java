package dev.shingle.sim.kernels.hybrid;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.kernels.weighted.Arithmetic;
import dev.shingle.sim.kernels.weighted.ConvolutionKernel;
import dev.shingle.sim.kernels.weighted.DepthwiseKernel;
import dev.shingle.sim.kernels.weighted.FullyConnectedKernel;
import java.util.Optional;
import java.util.function.Function;

/**
 * A layer of real activations and weights of 8 bits as TensorFlow Lite's own kernels compute it:
 *
 * <pre>
 *   survey         min, max of each part of the operand --> size and zero of its steps
 *   each unit      x --> q = round(x / size)     sum of (q * w)     sum * (size * scale of w) + bias --> activation
 * </pre>
 *
 * A part is an image, or one vector of a fully connected layer. Steps are symmetric about zero where one scale holds for all
 * weights; else, and in depthwise and grouped layers, they fit the range. Fully connected layers say which they want. The
 * result of one element depends on all of the operand this way, through two numbers.
 *
 * <p>Source: the kernels of TensorFlow Lite that are called hybrid there (lite/kernels: conv, depthwise_conv, fully_connected,
 * portable_tensor_utils); compared with release 2.18 by running it.
 */
public final class HybridKernel implements Kernel {

    private final Layer layer;
    private final HybridWeights weights;
    private final Survey.Stepping stepping;
    private final Function<Arithmetic<int[]>, Kernel> kernel;

    private HybridKernel(
            Layer layer, HybridWeights weights, Survey.Stepping stepping, Function<Arithmetic<int[]>, Kernel> kernel) {
        this.layer = layer;
        this.weights = weights;
        this.stepping = stepping;
        this.kernel = kernel;
    }

    /** The kernel of a layer, if the runtime computes it this way. */
    public static Optional<Kernel> of(Layer layer) {
        return isHybrid(layer) ? kernel(layer) : Optional.empty();
    }

    private static Optional<Kernel> kernel(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution it) {
            boolean isGrouped = it.groups() > 1;
            boolean isSymmetric =
                    !isGrouped && isOneScale(layer.operands().get(1).quantization());
            ScaleOrder order = isGrouped ? ScaleOrder.WEIGHTS_FIRST : ScaleOrder.TOGETHER;
            return Optional.of(new HybridKernel(
                    layer,
                    HybridWeights.of(layer, order, it.activation()),
                    isSymmetric ? ByteSteps::symmetric : ByteSteps::asymmetric,
                    arithmetic -> new ConvolutionKernel<>(layer, it, arithmetic)));
        } else if (operator instanceof Operator.DepthwiseConvolution it) {
            return Optional.of(new HybridKernel(
                    layer,
                    HybridWeights.of(layer, ScaleOrder.STEPS_FIRST, it.activation()),
                    ByteSteps::asymmetric,
                    arithmetic -> new DepthwiseKernel<>(layer, it, arithmetic)));
        } else if (operator instanceof Operator.FullyConnected it) {
            return Optional.of(new HybridKernel(
                    layer,
                    HybridWeights.of(layer, ScaleOrder.TOGETHER, it.activation()),
                    it.asymmetricInputs() ? ByteSteps::asymmetric : ByteSteps::symmetric,
                    arithmetic -> new FullyConnectedKernel<>(layer, arithmetic)));
        }
        return Optional.empty();
    }

    private static boolean isHybrid(Layer layer) {
        return layer.operands().size() > 1
                && layer.operands().get(0).type() == ElementType.FLOAT32
                && layer.operands().get(1).type() == ElementType.INT8
                && isCentred(layer.operands().get(1).quantization());
    }

    private static boolean isCentred(Quantization quantization) {
        return quantization.isQuantized()
                && quantization.zeroPoints().asList().stream().allMatch(zero -> zero == 0);
    }

    private static boolean isOneScale(Quantization quantization) {
        return quantization.scales().asList().stream().distinct().count() == 1;
    }

    @Override
    public Kernel surveyed(Operands operands) {
        Shape input = layer.operands().get(0).shape();
        boolean isVectors = layer.operator() instanceof Operator.FullyConnected;
        long elements = input.elements();
        long partElements = isVectors ? layer.operands().get(1).shape().dimension(1) : elements / input.batch();
        long pixels = layer.ofm().shape().elements() / layer.ofm().shape().channels();
        ImmutableList<ByteSteps> parts = Survey.of(operands.operand(0), elements, partElements, stepping);
        return kernel.apply(new HybridArithmetic(weights, parts, partElements, pixels / parts.size()));
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        throw new AssertionError("the range of the operand of " + layer.name() + " is not known yet");
    }
}
