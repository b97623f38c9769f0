package dev.shingle.sim.kernels.integer;

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

/** Pooling of stored integers: all channels of the unit at once. Averages are rounded half away from zero. */
public final class IntegerPool implements Kernel {

    private final Operator.Pool pool;
    private final Shape input;
    private final Shape output;
    private final Bounds bounds;

    public IntegerPool(Layer layer, Operator.Pool pool) {
        this.pool = pool;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
        bounds = Bounds.of(layer.ofm(), pool.activation());
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = pool.window();
        private final boolean isMaximum = pool.kind() == Operator.Pool.Kind.MAX;
        private final OutputGrid grid = OutputGrid.of(output);
        private final Results results;
        private final WindowRows<int[]> rows;
        private int[] buffer = new int[0];

        Run(Operands operands, Results results) {
            this.results = results;
            int padding = isMaximum ? Integer.MIN_VALUE : 0;
            rows = new WindowRows<>(window, input, output, new WindowNumbers(operands.operand(0), 0, padding));
        }

        @Override
        public void compute(Region region) {
            rows.begin(region, region.firstChannel(), region.endChannel());
            if (buffer.length < region.elements()) {
                buffer = new int[region.elements()];
            }
            java.util.Arrays.fill(buffer, 0, region.elements(), isMaximum ? Integer.MIN_VALUE : 0);
            int channels = region.channels();
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                int[][] taps = rows.of(row);
                int tapRows = pool.countsPadding() ? taps.length : rows.tapRowsInside(row);
                for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                    int left = (column - region.firstColumn()) * window.strideWidth() * channels;
                    reduce(taps, left, channels, at);
                    int tapColumns = pool.countsPadding() ? window.kernelWidth() : rows.tapColumnsInside(column);
                    finish(at, channels, tapRows * tapColumns);
                    at += channels;
                }
            }
            Box.move(region, grid, results.result(0)::writeIntegers, buffer);
        }

        private void reduce(int[][] taps, int left, int channels, int at) {
            for (int[] tapRow : taps) {
                for (int j = 0; j < window.kernelWidth(); j++) {
                    int from = left + j * window.dilationWidth() * channels;
                    if (isMaximum) {
                        maximum(tapRow, from, at, channels);
                    } else {
                        sum(tapRow, from, at, channels);
                    }
                }
            }
        }

        private void maximum(int[] inputs, int from, int at, int channels) {
            for (int i = 0; i < channels; i++) {
                buffer[at + i] = Math.max(buffer[at + i], inputs[from + i]);
            }
        }

        private void sum(int[] inputs, int from, int at, int channels) {
            for (int i = 0; i < channels; i++) {
                buffer[at + i] += inputs[from + i];
            }
        }

        private void finish(int at, int channels, int count) {
            for (int i = at; i < at + channels; i++) {
                buffer[i] = bounds.clamp(isMaximum ? buffer[i] : average(buffer[i], count));
            }
        }

        /** Half away from zero; a window that lies wholly in the padding gives 0. */
        private static int average(int sum, int count) {
            int half = count / 2;
            return count == 0 ? 0 : (sum > 0 ? sum + half : sum - half) / count;
        }
    }
}
