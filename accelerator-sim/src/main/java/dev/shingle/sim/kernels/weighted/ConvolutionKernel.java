package dev.shingle.sim.kernels.weighted;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.kernels.window.WindowRows;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Convolution: for each pixel, the window's inputs times all filters of the unit, group by group.
 *
 * @param <A> array of numbers
 */
public final class ConvolutionKernel<A> implements Kernel {

    private final Operator.Convolution convolution;
    private final Shape input;
    private final Shape output;
    private final Arithmetic<A> arithmetic;

    public ConvolutionKernel(Layer layer, Operator.Convolution convolution, Arithmetic<A> arithmetic) {
        this.convolution = convolution;
        this.arithmetic = arithmetic;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = convolution.window();
        private final int outputsPerGroup = output.channels() / convolution.groups();
        private final int inputsPerGroup = input.channels() / convolution.groups();
        private final int filterSize = Math.multiplyExact(window.kernelHeight() * window.kernelWidth(), inputsPerGroup);
        private final Weights<A> weights;
        private final WindowRows<A> rows;
        private final UnitBuffer<A> buffer;

        Run(Operands operands, Results results) {
            weights = arithmetic.weights(operands);
            WindowRows.Numbers<A> numbers = arithmetic.inputs(operands.operand(0));
            rows = new WindowRows<>(window, input, output, numbers);
            buffer = new UnitBuffer<>(OutputGrid.of(output), numbers, arithmetic.outputs(results.result(0)));
        }

        @Override
        public void compute(Region region) {
            weights.begin();
            int firstGroup = region.firstChannel() / outputsPerGroup;
            int endGroup = (region.endChannel() - 1) / outputsPerGroup + 1;
            int pixel = (endGroup - firstGroup) * inputsPerGroup;
            rows.begin(region, firstGroup * inputsPerGroup, endGroup * inputsPerGroup, 1);
            Stretches stretches = Stretches.of(window.kernelWidth(), inputsPerGroup, window.dilationWidth() * pixel);
            A results = buffer.of(region);
            Sums<A> sums = weights.sums();
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                long pixels = (long) row * output.width() + region.firstColumn();
                A[] taps = rows.of(row);
                for (int column = 0; column < region.columns(); column++) {
                    sums.begin(pixels + column, region.firstChannel(), region.channels());
                    for (int group = firstGroup; group < endGroup; group++) {
                        int left = column * window.strideWidth() * pixel + (group - firstGroup) * inputsPerGroup;
                        addGroup(region, group, taps, stretches, left, sums);
                    }
                    sums.finish(results, at);
                    at += region.channels();
                }
            }
            buffer.store(region);
        }

        private void addGroup(Region region, int group, A[] taps, Stretches stretches, int left, Sums<A> sums) {
            int first = Math.max(region.firstChannel(), group * outputsPerGroup);
            int count = Math.min(region.endChannel(), (group + 1) * outputsPerGroup) - first;
            sums.addFilters(
                    taps,
                    stretches,
                    left,
                    weights.elements(),
                    first * filterSize,
                    first - region.firstChannel(),
                    count);
        }
    }
}
