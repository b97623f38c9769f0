package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.window.BilinearKernel;

/** Bilinear blending of stored numbers with weights of 10 bits, rounded half away from zero. */
public final class IntegerBlend implements BilinearKernel.Blend<int[]> {

    private static final long ONE = 1L << FixedScale.FRACTION_BITS;
    private static final long UNIT = ONE * ONE;

    private final FixedScale rows;
    private final FixedScale columns;

    private IntegerBlend(FixedScale rows, FixedScale columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The kernel of a layer. */
    public static Kernel kernel(Layer layer, Operator.Resize resize) {
        Shape input = layer.operands().get(0).shape();
        Shape output = layer.ofm().shape();
        FixedScale rows = new FixedScale(resize, input.height(), output.height());
        FixedScale columns = new FixedScale(resize, input.width(), output.width());
        return new BilinearKernel<>(layer, rows, columns, new IntegerBlend(rows, columns));
    }

    @Override
    public int[] row(int length) {
        return new int[length];
    }

    @Override
    public Box.Mover<int[]> inputs(ElementSource source) {
        return source::readIntegers;
    }

    @Override
    public Box.Mover<int[]> outputs(ElementSink sink) {
        return sink::writeIntegers;
    }

    @Override
    public void blend(int[] corners, int row, int column, int[] results, int at, int count) {
        long y = rows.weight(row);
        long x = columns.weight(column);
        for (int i = 0; i < count; i++) {
            long sum = corners[i] * (ONE - y) * (ONE - x)
                    + corners[count + i] * (ONE - y) * x
                    + corners[2 * count + i] * y * (ONE - x)
                    + corners[3 * count + i] * y * x;
            results[at + i] = (int) ((sum > 0 ? sum + UNIT / 2 : sum - UNIT / 2) / UNIT);
        }
    }
}
