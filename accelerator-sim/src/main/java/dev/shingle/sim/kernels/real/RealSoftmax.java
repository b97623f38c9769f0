package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Softmax of real numbers; a unit reads all channels of its pixels, whichever it writes. */
public final class RealSoftmax implements Kernel {

    private final float beta;
    private final OutputGrid grid;

    public RealSoftmax(Layer layer, Operator.Softmax softmax) {
        Shape shape = layer.ofm().shape();
        beta = (float) softmax.beta();
        grid = OutputGrid.of(shape);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        float[] pixel = new float[grid.channels()];
        float[] elements = new float[region.elements()];
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                long first = ((long) row * grid.columns() + column) * grid.channels();
                operands.operand(0).readFloats(first, pixel.length, pixel, 0);
                normalise(pixel);
                System.arraycopy(pixel, region.firstChannel(), elements, at, region.channels());
                at += region.channels();
            }
        }
        Box.move(region, grid, results.result(0)::writeFloats, elements);
    }

    private void normalise(float[] pixel) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float x : pixel) {
            greatest = Math.max(greatest, x);
        }
        double sum = 0;
        for (int i = 0; i < pixel.length; i++) {
            pixel[i] = (float) Math.exp((pixel[i] - greatest) * beta);
            sum += pixel[i];
        }
        for (int i = 0; i < pixel.length; i++) {
            pixel[i] = (float) (pixel[i] / sum);
        }
    }
}
