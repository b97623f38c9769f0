package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.window.BilinearKernel;
import dev.shingle.sim.kernels.window.ResizeScale;

/**
 * Bilinear blending of real numbers, corners row by row. TensorFlow Lite doubles images by a kernel of its own, which blends
 * the columns first; the last bit may be another.
 */
public final class RealBlend implements BilinearKernel.Blend<float[]> {

    private final ResizeScale rows;
    private final ResizeScale columns;
    private final boolean isDoubling;

    private RealBlend(ResizeScale rows, ResizeScale columns, boolean isDoubling) {
        this.isDoubling = isDoubling;
        this.rows = rows;
        this.columns = columns;
    }

    /** The kernel of a layer. */
    public static Kernel kernel(Layer layer, Operator.Resize resize) {
        Shape input = layer.operands().get(0).shape();
        Shape output = layer.ofm().shape();
        ResizeScale rows = new ResizeScale(resize, input.height(), output.height());
        ResizeScale columns = new ResizeScale(resize, input.width(), output.width());
        boolean isDoubling = !resize.alignCorners()
                && !resize.halfPixelCenters()
                && output.height() == 2 * input.height()
                && output.width() == 2 * input.width();
        return new BilinearKernel<>(layer, rows, columns, new RealBlend(rows, columns, isDoubling));
    }

    @Override
    public float[] row(int length) {
        return new float[length];
    }

    @Override
    public Box.Mover<float[]> inputs(ElementSource source) {
        return source::readFloats;
    }

    @Override
    public Box.Mover<float[]> outputs(ElementSink sink) {
        return sink::writeFloats;
    }

    @Override
    public void blend(float[] corners, int row, int column, float[] results, int at, int count) {
        float y = rows.position(row) - rows.lower(row);
        float x = columns.position(column) - columns.lower(column);
        float upperLeft = (1 - y) * (1 - x);
        float upperRight = (1 - y) * x;
        float lowerLeft = y * (1 - x);
        float lowerRight = y * x;
        if (isDoubling) {
            for (int i = 0; i < count; i++) {
                results[at + i] = (corners[i] * upperLeft + corners[2 * count + i] * lowerLeft)
                        + (corners[count + i] * upperRight + corners[3 * count + i] * lowerRight);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            results[at + i] = corners[i] * upperLeft
                    + corners[count + i] * upperRight
                    + corners[2 * count + i] * lowerLeft
                    + corners[3 * count + i] * lowerRight;
        }
    }
}
