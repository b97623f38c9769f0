package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.kernels.window.WindowRows;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Depthwise convolution of stored integers: for each tap, all channels of the unit at once. */
public final class IntegerDepthwise implements Kernel {

    private final Operator.DepthwiseConvolution depthwise;
    private final Shape input;
    private final Shape output;
    private final Filters filters;

    public IntegerDepthwise(Layer layer, Operator.DepthwiseConvolution depthwise, Rounding rounding) {
        this.depthwise = depthwise;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
        filters = new Filters(layer, rounding, depthwise.activation(), 3, weights -> weights);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = depthwise.window();
        private final int multiplier = depthwise.multiplier();
        private final OutputGrid grid = OutputGrid.of(output);
        private final Results results;
        private final Filters.InHand inHand;
        private final WindowRows<int[]> rows;
        private final int[] spread = new int[output.channels()];
        private int[] buffer = new int[0];

        Run(Operands operands, Results results) {
            inHand = filters.bind(operands);
            this.results = results;
            rows = new WindowRows<>(
                    window, input, output, new WindowNumbers(operands.operand(0), filters.inputZeroPoint(), 0));
        }

        @Override
        public void compute(Region region) {
            inHand.begin();
            int[] weights = inHand.weights();
            Sums sums = inHand.sums();
            int firstInput = region.firstChannel() / multiplier;
            int endInput = (region.endChannel() - 1) / multiplier + 1;
            rows.begin(region, firstInput, endInput);
            if (buffer.length < region.elements()) {
                buffer = new int[region.elements()];
            }
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                int[][] taps = rows.of(row);
                for (int column = 0; column < region.columns(); column++) {
                    sums.begin(region.firstChannel(), region.channels());
                    addTaps(region, taps, column * window.strideWidth(), endInput - firstInput, weights, sums);
                    sums.finish(buffer, at);
                    at += region.channels();
                }
            }
            Box.move(region, grid, results.result(0)::writeIntegers, buffer);
        }

        private void addTaps(Region region, int[][] taps, int left, int pixel, int[] weights, Sums sums) {
            int weight = region.firstChannel();
            for (int[] tapRow : taps) {
                for (int j = 0; j < window.kernelWidth(); j++) {
                    int input = (left + j * window.dilationWidth()) * pixel;
                    if (multiplier == 1) {
                        sums.addProducts(tapRow, input, weights, weight, region.channels());
                    } else {
                        spread(region, tapRow, input);
                        sums.addProducts(spread, 0, weights, weight, region.channels());
                    }
                    weight += grid.channels();
                }
            }
        }

        /** The input of every output channel. */
        private void spread(Region region, int[] tapRow, int at) {
            int first = region.firstChannel() / multiplier;
            for (int i = 0; i < region.channels(); i++) {
                spread[i] = tapRow[at + (region.firstChannel() + i) / multiplier - first];
            }
        }
    }
}
