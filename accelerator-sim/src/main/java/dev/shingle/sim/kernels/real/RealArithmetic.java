package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.WholeOperand;
import dev.shingle.sim.kernels.weighted.Arithmetic;
import dev.shingle.sim.kernels.weighted.Weights;
import dev.shingle.sim.kernels.weighted.WeightsInHand;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.function.UnaryOperator;

/** Real numbers in single precision. Weights that are stored as integers are scaled first. */
public final class RealArithmetic implements Arithmetic<float[]> {

    private final WholeOperand<float[]> weights;
    private final WholeOperand<float[]> biases;
    private final Activation activation;
    private final boolean isConstant;

    /**
     * The arithmetic of a layer with weights.
     *
     * @param order rearranges the weights
     */
    public RealArithmetic(Layer layer, Activation activation, UnaryOperator<float[]> order) {
        this.activation = activation;
        int channels = layer.ofm().shape().channels();
        weights = WholeOperand.floats(
                layer, 1, stored -> order.apply(scaled(stored, layer.operands().get(1))));
        biases = layer.operands().size() > 2
                ? WholeOperand.floats(
                        layer, 2, stored -> scaled(stored, layer.operands().get(2)))
                : operands -> new float[channels];
        isConstant = layer.operands().stream().skip(1).allMatch(Constant.class::isInstance);
    }

    /** What the stored numbers of an operand stand for. */
    static float[] scaled(float[] stored, Operand operand) {
        Quantization quantization = operand.quantization();
        if (!quantization.isQuantized()) {
            return stored;
        }
        int inner = 1;
        for (int axis = quantization.axis() + 1; axis < operand.shape().rank(); axis++) {
            inner *= operand.shape().dimension(axis);
        }
        float[] scaled = new float[stored.length];
        for (int i = 0; i < scaled.length; i++) {
            int slice = quantization.isPerChannel()
                    ? i / inner % quantization.scales().length()
                    : 0;
            scaled[i] = (float) quantization.scales().get(slice)
                    * (stored[i] - quantization.zeroPoints().get(slice));
        }
        return scaled;
    }

    @Override
    public WindowRows.Numbers<float[]> inputs(ElementSource source) {
        return new RealNumbers(source, 0);
    }

    @Override
    public Weights<float[]> weights(Operands operands) {
        return new WeightsInHand<>(
                isConstant,
                () -> weights.elements(operands),
                () -> new RealSums(biases.elements(operands), activation));
    }

    @Override
    public Box.Mover<float[]> outputs(ElementSink sink) {
        return sink::writeFloats;
    }
}
