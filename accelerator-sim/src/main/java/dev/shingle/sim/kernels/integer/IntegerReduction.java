package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.weighted.Reduction;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.Arrays;

/**
 * Pooling of stored integers. Averages are rounded half away from zero; where the result is scaled otherwise than the operand,
 * they are those of {@link IntegerMean}.
 */
public final class IntegerReduction implements Reduction<int[]> {

    private final boolean isMaximum;
    /** What stands in the padding: nothing that matters, or the number that means zero. */
    private final int padding;

    private final Bounds bounds;
    private final boolean isRescaled;
    private final int zeroPoint;
    private final IntegerMean mean;

    public IntegerReduction(Layer layer, Operator.Pool pool, Rounding rounding) {
        Operand operand = layer.operands().get(0);
        isMaximum = pool.kind() == Operator.Pool.Kind.MAX;
        bounds = Bounds.of(layer.ofm(), pool.activation());
        isRescaled = !operand.quantization().equals(layer.ofm().quantization());
        zeroPoint = Scales.zeroPoint(operand);
        padding = isMaximum ? Integer.MIN_VALUE : pool.countsPadding() ? zeroPoint : 0;
        mean = new IntegerMean(operand, layer.ofm(), bounds, rounding);
    }

    @Override
    public WindowRows.Numbers<int[]> inputs(ElementSource source) {
        return new WindowNumbers(source, 0, padding);
    }

    @Override
    public Box.Mover<int[]> outputs(ElementSink sink) {
        return sink::writeIntegers;
    }

    @Override
    public void begin(int[] folded, int count) {
        Arrays.fill(folded, 0, count, isMaximum ? Integer.MIN_VALUE : 0);
    }

    @Override
    public void fold(int[] inputs, int inputAt, int[] folded, int at, int count) {
        if (isMaximum) {
            for (int i = 0; i < count; i++) {
                folded[at + i] = Math.max(folded[at + i], inputs[inputAt + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                folded[at + i] += inputs[inputAt + i];
            }
        }
    }

    @Override
    public void finish(int[] folded, int at, int count, int elements) {
        for (int i = at; i < at + count; i++) {
            folded[i] = bounds.clamp(isMaximum ? folded[i] : average(folded[i], elements));
        }
    }

    /** A window that lies wholly in the padding gives 0. */
    private int average(int sum, int elements) {
        if (isRescaled) {
            return mean.of(sum, elements);
        }
        int half = elements / 2;
        return elements == 0 ? zeroPoint : (sum > 0 ? sum + half : sum - half) / elements;
    }
}
