package dev.shingle.sim.kernels.weighted;

import com.google.common.math.IntMath;
import dev.shingle.networks.Layer;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.kernels.window.WindowRows;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Every vector of the operand times the matrix of weights.
 *
 * @param <A> array of numbers
 */
public final class FullyConnectedKernel<A> implements Kernel {

    private final OutputGrid grid;
    private final int length;
    private final Arithmetic<A> arithmetic;

    public FullyConnectedKernel(Layer layer, Arithmetic<A> arithmetic) {
        this.arithmetic = arithmetic;
        grid = OutputGrid.of(layer.ofm().shape());
        length = layer.operands().get(1).shape().dimension(1);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Stretches whole = new Stretches(1, length, length);
        private final Weights<A> weights;
        private final WindowRows.Numbers<A> numbers;
        private final A[] vector;
        private final UnitBuffer<A> buffer;

        Run(Operands operands, Results results) {
            weights = arithmetic.weights(operands);
            numbers = arithmetic.inputs(operands.operand(0));
            vector = numbers.rows(1);
            vector[0] = numbers.row(length);
            buffer = new UnitBuffer<>(grid, numbers, arithmetic.outputs(results.result(0)));
        }

        @Override
        public void compute(Region region) {
            weights.begin();
            A results = buffer.of(region);
            Sums<A> sums = weights.sums();
            int firstWeight = IntMath.checkedMultiply(region.firstChannel(), length);
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                    long index = (long) row * grid.columns() + column;
                    numbers.reader().move(index * length, length, vector[0], 0);
                    sums.begin(index, region.firstChannel(), region.channels());
                    sums.addFilters(vector, whole, 0, weights.elements(), firstWeight, 0, region.channels());
                    sums.finish(results, at);
                    at += region.channels();
                }
            }
            buffer.store(region);
        }
    }
}
