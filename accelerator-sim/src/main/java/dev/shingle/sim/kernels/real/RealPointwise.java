package dev.shingle.sim.kernels.real;

import dev.shingle.networks.FeatureMap;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** A function of one real number, element by element. */
public final class RealPointwise implements Kernel {

    private final OutputGrid grid;
    private final RealFunctions.Function function;

    public RealPointwise(FeatureMap result, RealFunctions.Function function) {
        this.function = function;
        grid = OutputGrid.of(result.shape());
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        float[] elements = new float[region.elements()];
        Box.move(region, grid, operands.operand(0)::readFloats, elements);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = function.apply(elements[i]);
        }
        Box.move(region, grid, results.result(0)::writeFloats, elements);
    }
}
