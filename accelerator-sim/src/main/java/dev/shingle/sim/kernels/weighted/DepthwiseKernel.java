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
 * Depthwise convolution: for each tap, all channels of the unit at once. With a multiplier, inputs are laid out as often as
 * there are outputs made of them, so that channels meet their inputs at equal places.
 *
 * @param <A> array of numbers
 */
public final class DepthwiseKernel<A> implements Kernel {

    private final Operator.DepthwiseConvolution depthwise;
    private final Shape input;
    private final Shape output;
    private final Arithmetic<A> arithmetic;

    public DepthwiseKernel(Layer layer, Operator.DepthwiseConvolution depthwise, Arithmetic<A> arithmetic) {
        this.depthwise = depthwise;
        this.arithmetic = arithmetic;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final Window window = depthwise.window();
        private final int multiplier = depthwise.multiplier();
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
            int firstInput = region.firstChannel() / multiplier;
            int endInput = (region.endChannel() - 1) / multiplier + 1;
            int pixel = (endInput - firstInput) * multiplier;
            rows.begin(region, firstInput, endInput, multiplier);
            Stretches taps = new Stretches(window.kernelWidth(), region.channels(), window.dilationWidth() * pixel);
            A results = buffer.of(region);
            Sums<A> sums = weights.sums();
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                long pixels = (long) row * output.width() + region.firstColumn();
                A[] tapRows = rows.of(row);
                int left = region.firstChannel() - firstInput * multiplier;
                for (int column = 0; column < region.columns(); column++) {
                    sums.begin(pixels + column, region.firstChannel(), region.channels());
                    sums.addTaps(tapRows, taps, left, weights.elements(), region.firstChannel(), output.channels());
                    sums.finish(results, at);
                    at += region.channels();
                    left += window.strideWidth() * pixel;
                }
            }
            buffer.store(region);
        }
    }
}
