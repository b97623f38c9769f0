package dev.shingle.sim.kernels.weighted;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.kernels.window.WindowRows;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Pooling: for each tap, all channels of the unit at once.
 *
 * @param <A> array of numbers
 */
public final class PoolKernel<A> implements Kernel {

    private final Operator.Pool pool;
    private final Shape input;
    private final Shape output;
    private final Reduction<A> reduction;

    public PoolKernel(Layer layer, Operator.Pool pool, Reduction<A> reduction) {
        this.pool = pool;
        this.reduction = reduction;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = pool.window();
        private final WindowRows<A> rows;
        private final UnitBuffer<A> buffer;

        Run(Operands operands, Results results) {
            WindowRows.Numbers<A> numbers = reduction.inputs(operands.operand(0));
            rows = new WindowRows<>(window, input, output, numbers);
            Box.Mover<A> sink = reduction.outputs(results.result(0));
            buffer = new UnitBuffer<>(OutputGrid.of(output), numbers, sink);
        }

        @Override
        public void compute(Region region) {
            int channels = region.channels();
            rows.begin(region, region.firstChannel(), region.endChannel(), 1);
            A results = buffer.of(region);
            reduction.begin(results, region.elements());
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                A[] taps = rows.of(row);
                int tapRows = pool.countsPadding() ? taps.length : rows.tapRowsInside(row);
                for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                    int left = (column - region.firstColumn()) * window.strideWidth() * channels;
                    reduce(taps, left, channels, results, at);
                    int tapColumns = pool.countsPadding() ? window.kernelWidth() : rows.tapColumnsInside(column);
                    reduction.finish(results, at, channels, tapRows * tapColumns);
                    at += channels;
                }
            }
            buffer.store(region);
        }

        private void reduce(A[] taps, int left, int channels, A results, int at) {
            for (A tapRow : taps) {
                for (int j = 0; j < window.kernelWidth(); j++) {
                    reduction.fold(tapRow, left + j * window.dilationWidth() * channels, results, at, channels);
                }
            }
        }
    }
}
