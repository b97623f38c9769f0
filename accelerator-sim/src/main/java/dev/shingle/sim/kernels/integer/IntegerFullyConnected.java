package dev.shingle.sim.kernels.integer;

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

/** Every vector of the operand times the matrix of weights. */
public final class IntegerFullyConnected implements Kernel {

    private final OutputGrid grid;
    private final int length;
    private final Filters filters;

    public IntegerFullyConnected(Layer layer, Operator.FullyConnected connected, Rounding rounding) {
        grid = OutputGrid.of(layer.ofm().shape());
        length = layer.operands().get(1).shape().dimension(1);
        filters = new Filters(layer, rounding, connected.activation(), 0, weights -> weights);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        WindowNumbers vector = new WindowNumbers(operands.operand(0), filters.inputZeroPoint(), 0);
        int[] inputs = new int[length];
        Filters.InHand inHand = filters.bind(operands);
        return region -> compute(region, inHand, results, vector.reader(), inputs);
    }

    private void compute(Region region, Filters.InHand inHand, Results results, Box.Mover<int[]> vector, int[] inputs) {
        inHand.begin();
        int[] weights = inHand.weights();
        Sums sums = inHand.sums();
        int[] buffer = new int[region.elements()];
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                vector.move(((long) row * grid.columns() + column) * length, length, inputs, 0);
                sums.begin(region.firstChannel(), region.channels());
                int weight = Math.multiplyExact(region.firstChannel(), length);
                sums.addDots(inputs, 0, length, weights, weight, length, 0, region.channels());
                sums.finish(buffer, at);
                at += region.channels();
            }
        }
        Box.move(region, grid, results.result(0)::writeIntegers, buffer);
    }
}
