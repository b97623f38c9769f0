package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Operator;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.weighted.Reduction;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.Arrays;

/** Pooling of real numbers. */
public final class RealReduction implements Reduction<float[]> {

    private final Operator.Pool pool;
    private final boolean isMaximum;

    public RealReduction(Operator.Pool pool) {
        this.pool = pool;
        isMaximum = pool.kind() == Operator.Pool.Kind.MAX;
    }

    private float neutral() {
        return isMaximum ? Float.NEGATIVE_INFINITY : 0;
    }

    @Override
    public WindowRows.Numbers<float[]> inputs(ElementSource source) {
        return new RealNumbers(source, neutral());
    }

    @Override
    public Box.Mover<float[]> outputs(ElementSink sink) {
        return sink::writeFloats;
    }

    @Override
    public void begin(float[] folded, int count) {
        Arrays.fill(folded, 0, count, neutral());
    }

    @Override
    public void fold(float[] inputs, int inputAt, float[] folded, int at, int count) {
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
    public void finish(float[] folded, int at, int count, int elements) {
        if (!isMaximum) {
            for (int i = at; i < at + count; i++) {
                folded[i] = elements == 0 ? 0 : folded[i] / elements;
            }
        }
        Activations.apply(pool.activation(), folded, at, count);
    }
}
