package dev.shingle.sim.kernels.integer;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.WholeOperand;
import dev.shingle.sim.kernels.weighted.Arithmetic;
import dev.shingle.sim.kernels.weighted.Sums;
import dev.shingle.sim.kernels.weighted.Weights;
import dev.shingle.sim.kernels.weighted.WeightsInHand;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.function.UnaryOperator;

/**
 * Stored integers times stored integers, less their zero points. The factor that takes a sum of output channel o to the
 * result is
 *
 * <pre>    scale(input) * scale(weights of o) / scale(result)                                in double precision  </pre>
 *
 * but that layers of UINT8, and fully connected ones with one scale for all weights, multiply the first two in single
 * precision. The products of UINT8 are those of an older library, which rounds like everything that is no product.
 */
public final class IntegerArithmetic implements Arithmetic<int[]> {

    private final WholeOperand<int[]> weights;
    private final WholeOperand<int[]> biases;
    private final Requantization requantization;
    private final int inputZeroPoint;
    private final boolean isConstant;
    private final boolean isWide;

    /**
     * The arithmetic of a layer with weights.
     *
     * @param order rearranges the weights
     */
    public IntegerArithmetic(Layer layer, Rounding rounding, Activation activation, UnaryOperator<int[]> order) {
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
                isUnsigned(layer) ? rounding.outsideProducts() : rounding,
                factors.build(),
                Scales.zeroPoint(layer.ofm()),
                Bounds.of(layer.ofm(), activation));
        inputZeroPoint = Scales.zeroPoint(layer.operands().get(0));
        isConstant = layer.operands().stream().skip(1).allMatch(Constant.class::isInstance);
        isWide = isSixteenBits(layer) && (!(layer.operator() instanceof Operator.FullyConnected) || hasWideBias(layer));
    }

    private static double factor(Layer layer, int channel) {
        Operand input = layer.operands().get(0);
        float inputScale = Scales.scale(input);
        float weightScale = Scales.scale(layer.operands().get(1), channel);
        double product = isSingle(layer) ? inputScale * weightScale : (double) inputScale * weightScale;
        return product / Scales.scale(layer.ofm());
    }

    private static boolean isSingle(Layer layer) {
        boolean isOneScale = layer.operands().get(1).quantization().scales().length() == 1;
        return isUnsigned(layer) || (layer.operator() instanceof Operator.FullyConnected && isOneScale);
    }

    private static boolean isSixteenBits(Layer layer) {
        return layer.operands().get(0).type() == ElementType.INT16;
    }

    private static boolean hasWideBias(Layer layer) {
        return layer.operands().size() > 2 && layer.operands().get(2).type() == ElementType.INT64;
    }

    private static boolean isUnsigned(Layer layer) {
        return layer.operands().get(0).type() == ElementType.UINT8;
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

    @Override
    public WindowRows.Numbers<int[]> inputs(ElementSource source) {
        return new WindowNumbers(source, inputZeroPoint, 0);
    }

    @Override
    public Weights<int[]> weights(Operands operands) {
        return new WeightsInHand<>(isConstant, () -> weights.elements(operands), () -> sums(biases.elements(operands)));
    }

    @Override
    public Box.Mover<int[]> outputs(ElementSink sink) {
        return sink::writeIntegers;
    }

    private Sums<int[]> sums(int[] start) {
        return isWide ? new WideSums(start, requantization) : new NarrowSums(start, requantization);
    }
}
