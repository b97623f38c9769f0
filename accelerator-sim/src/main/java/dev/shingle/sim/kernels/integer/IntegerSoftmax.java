package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Softmax of stored numbers. A unit reads all channels of its pixels, whichever it writes. */
public final class IntegerSoftmax implements Kernel {

    private final OutputGrid grid;
    private final SoftmaxRow function;

    public IntegerSoftmax(Layer layer, Operator.Softmax softmax, Rounding rounding) {
        grid = OutputGrid.of(layer.ofm().shape());
        function = layer.operands().get(0).type() == ElementType.INT16
                ? new WideSoftmax(layer, softmax, rounding)
                : new NarrowSoftmax(layer, softmax);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int[] pixel = new int[grid.channels()];
        int[] elements = new int[region.elements()];
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                long first = ((long) row * grid.columns() + column) * grid.channels();
                operands.operand(0).readIntegers(first, pixel.length, pixel, 0);
                function.normalise(pixel);
                System.arraycopy(pixel, region.firstChannel(), elements, at, region.channels());
                at += region.channels();
            }
        }
        Box.move(region, grid, results.result(0)::writeIntegers, elements);
    }
}
