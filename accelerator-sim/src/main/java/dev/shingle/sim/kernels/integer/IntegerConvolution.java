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

/**
 * Convolution of stored integers. For each pixel, the stretches of inputs that lie together in a patch row (a row of taps, or
 * one tap if the window is dilated or the channels are grouped) are multiplied with all filters of the unit.
 */
public final class IntegerConvolution implements Kernel {

    private final Operator.Convolution convolution;
    private final Shape input;
    private final Shape output;
    private final Filters filters;

    public IntegerConvolution(Layer layer, Operator.Convolution convolution, Rounding rounding) {
        this.convolution = convolution;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
        filters = new Filters(layer, rounding, convolution.activation(), 0, weights -> weights);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = convolution.window();
        private final OutputGrid grid = OutputGrid.of(output);
        private final int outputsPerGroup = output.channels() / convolution.groups();
        private final int inputsPerGroup = input.channels() / convolution.groups();
        private final int filterSize = window.kernelHeight() * window.kernelWidth() * inputsPerGroup;
        private final Results results;
        private final Filters.InHand inHand;
        private final WindowRows<int[]> rows;
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
            int firstGroup = region.firstChannel() / outputsPerGroup;
            int endGroup = (region.endChannel() - 1) / outputsPerGroup + 1;
            rows.begin(region, firstGroup * inputsPerGroup, endGroup * inputsPerGroup);
            if (buffer.length < region.elements()) {
                buffer = new int[region.elements()];
            }
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                int[][] taps = rows.of(row);
                for (int column = 0; column < region.columns(); column++) {
                    sums.begin(region.firstChannel(), region.channels());
                    for (int group = firstGroup; group < endGroup; group++) {
                        addGroup(region, group, endGroup - firstGroup, taps, column, weights, sums);
                    }
                    sums.finish(buffer, at);
                    at += region.channels();
                }
            }
            Box.move(region, grid, results.result(0)::writeIntegers, buffer);
        }

        private void addGroup(
                Region region, int group, int groups, int[][] taps, int column, int[] weights, Sums sums) {
            int first = Math.max(region.firstChannel(), group * outputsPerGroup);
            int count = Math.min(region.endChannel(), (group + 1) * outputsPerGroup) - first;
            int pixel = groups * inputsPerGroup;
            int left = column * window.strideWidth() * pixel
                    + (group - region.firstChannel() / outputsPerGroup) * inputsPerGroup;
            boolean isContiguous = groups == 1 && window.dilationWidth() == 1;
            int stretches = isContiguous ? 1 : window.kernelWidth();
            int length = isContiguous ? window.kernelWidth() * inputsPerGroup : inputsPerGroup;
            for (int i = 0; i < taps.length; i++) {
                for (int j = 0; j < stretches; j++) {
                    int weight = first * filterSize + (i * window.kernelWidth() + j) * inputsPerGroup;
                    sums.addDots(
                            taps[i],
                            left + j * window.dilationWidth() * pixel,
                            length,
                            weights,
                            weight,
                            filterSize,
                            first - region.firstChannel(),
                            count);
                }
            }
        }
    }
}
