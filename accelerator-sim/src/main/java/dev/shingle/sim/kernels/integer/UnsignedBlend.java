package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.window.BilinearKernel;
import dev.shingle.sim.kernels.window.ResizeScale;

/** Bilinear blending of unsigned bytes, which the runtime does in single precision: half is added, and the fraction dropped. */
public final class UnsignedBlend implements BilinearKernel.Blend<int[]> {

    private final ResizeScale rows;
    private final ResizeScale columns;

    private UnsignedBlend(ResizeScale rows, ResizeScale columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The kernel of a layer. */
    public static Kernel kernel(Layer layer, Operator.Resize resize) {
        Shape input = layer.operands().get(0).shape();
        Shape output = layer.ofm().shape();
        ResizeScale rows = new ResizeScale(resize, input.height(), output.height());
        ResizeScale columns = new ResizeScale(resize, input.width(), output.width());
        return new BilinearKernel<>(layer, rows, columns, new UnsignedBlend(rows, columns));
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
        float y = rows.position(row) - rows.lower(row);
        float x = columns.position(column) - columns.lower(column);
        float upperLeft = (1 - y) * (1 - x);
        float upperRight = (1 - y) * x;
        float lowerLeft = y * (1 - x);
        float lowerRight = y * x;
        for (int i = 0; i < count; i++) {
            results[at + i] = (int) (corners[i] * upperLeft
                    + corners[count + i] * upperRight
                    + corners[2 * count + i] * lowerLeft
                    + corners[3 * count + i] * lowerRight
                    + 0.5f);
        }
    }
}
