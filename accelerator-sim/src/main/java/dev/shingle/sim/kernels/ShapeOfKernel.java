package dev.shingle.sim.kernels;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** The dimensions of an operand, which is not read. */
final class ShapeOfKernel implements Kernel {

    private final OutputGrid grid;
    private final int[] dimensions;

    ShapeOfKernel(Layer layer) {
        Shape shape = layer.operands().get(0).shape();
        dimensions = shape.dimensions().toArray();
        grid = OutputGrid.of(layer.ofm().shape());
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, results);
    }

    private void compute(Region region, Results results) {
        Box.Mover<int[]> sink = results.result(0)::writeIntegers;
        Box.move(region, grid, (first, count, own, at) -> sink.move(first, count, own, (int) first), dimensions);
    }
}
