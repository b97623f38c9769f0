package dev.shingle.sim.kernels.hybrid;

import com.google.common.collect.ImmutableList;
import dev.shingle.sim.kernels.integer.NarrowSums;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.weighted.Arithmetic;
import dev.shingle.sim.kernels.weighted.Sums;
import dev.shingle.sim.kernels.weighted.Weights;
import dev.shingle.sim.kernels.weighted.WeightsInHand;
import dev.shingle.sim.kernels.window.WindowRows;

/**
 * Bytes times bytes, summed in 32 bits, then real numbers again. Results travel as their bits.
 *
 * @param parts the steps of each part of the operand
 * @param partElements elements of the operand in a part
 * @param partPixels output pixels made of a part
 */
record HybridArithmetic(HybridWeights layer, ImmutableList<ByteSteps> parts, long partElements, long partPixels)
        implements Arithmetic<int[]> {

    @Override
    public WindowRows.Numbers<int[]> inputs(ElementSource source) {
        return new ByteNumbers(source, parts, partElements);
    }

    @Override
    public Weights<int[]> weights(Operands operands) {
        return new WeightsInHand<>(
                layer.isConstant(),
                () -> layer.weights().elements(operands),
                () -> sums(layer.biases().elements(operands)));
    }

    @Override
    public Box.Mover<int[]> outputs(ElementSink sink) {
        return sink::writeIntegers;
    }

    private Sums<int[]> sums(float[] biases) {
        return new NarrowSums(new int[biases.length], new RealScaling(layer, biases, parts, partPixels));
    }
}
