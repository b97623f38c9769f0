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
import java.util.Arrays;

/**
 * Transposed convolution, from the results' side. Output row r takes tap row i from input row y where y * stride - crop + i =
 * r; columns likewise. Which taps that are differs from pixel to pixel, so each tap is a window of its own:
 *
 * <pre>
 *   kernel 3, stride 2      output  0 1 2 3 4         input  a b
 *                                   a a ab b b        output 2 is made of a (tap 2) and b (tap 0)
 * </pre>
 *
 * Weights are rearranged tap by tap, so that the filters of one tap lie together.
 *
 * @param <A> array of numbers
 */
public final class TransposedKernel<A> implements Kernel {

    private static final int NOTHING = -1;

    private final Window window;
    private final Shape input;
    private final Shape output;
    private final Arithmetic<A> arithmetic;

    /**
     * The kernel of a layer.
     *
     * @param arithmetic gives the weights in the order [kh, kw, Co, Ci]
     */
    public TransposedKernel(Layer layer, Operator.TransposedConvolution transposed, Arithmetic<A> arithmetic) {
        this.arithmetic = arithmetic;
        window = transposed.window();
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return new Run(operands, results);
    }

    private final class Run implements UnitKernel {

        private final int channels = input.channels();
        private final Stretches pixel = new Stretches(1, channels, channels);
        private final Weights<A> weights;
        private final WindowRows.Numbers<A> numbers;
        private final UnitBuffer<A> buffer;
        private final A[] rows;
        private final int[] inputRows;
        private final A[] tap;
        private int firstColumn;
        private int endColumn;

        Run(Operands operands, Results results) {
            weights = arithmetic.weights(operands);
            numbers = arithmetic.inputs(operands.operand(0));
            buffer = new UnitBuffer<>(OutputGrid.of(output), numbers, arithmetic.outputs(results.result(0)));
            rows = numbers.rows(window.kernelHeight());
            Arrays.setAll(rows, i -> numbers.row(input.width() * channels));
            inputRows = new int[rows.length];
            tap = numbers.rows(1);
        }

        @Override
        public void compute(Region region) {
            weights.begin();
            Arrays.fill(inputRows, NOTHING);
            int crop = window.padding().left();
            int stride = window.strideWidth();
            firstColumn =
                    Math.max(0, Math.floorDiv(region.firstColumn() + crop - window.kernelWidth() + stride, stride));
            endColumn = Math.min(input.width(), Math.floorDiv(region.endColumn() - 1 + crop, stride) + 1);
            A results = buffer.of(region);
            Sums<A> sums = weights.sums();
            int at = 0;
            for (int row = region.firstRow(); row < region.endRow(); row++) {
                for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                    sums.begin((long) row * output.width() + column, region.firstChannel(), region.channels());
                    addPixel(region, row, column, sums);
                    sums.finish(results, at);
                    at += region.channels();
                }
            }
            buffer.store(region);
        }

        private void addPixel(Region region, int outputRow, int column, Sums<A> sums) {
            int image = outputRow / output.height();
            int bottom = outputRow % output.height() + window.padding().top();
            int right = column + window.padding().left();
            for (int i = 0; i < window.kernelHeight(); i++) {
                int row = source(bottom - i, window.strideHeight(), input.height());
                if (row == NOTHING) {
                    continue;
                }
                tap[0] = loaded(image * input.height() + row);
                for (int j = 0; j < window.kernelWidth(); j++) {
                    int from = source(right - j, window.strideWidth(), input.width());
                    if (from != NOTHING) {
                        int filter = (i * window.kernelWidth() + j) * output.channels() + region.firstChannel();
                        int weight = Math.multiplyExact(filter, channels);
                        sums.addFilters(tap, pixel, from * channels, weights.elements(), weight, 0, region.channels());
                    }
                }
            }
        }

        private static int source(int position, int stride, int size) {
            return position >= 0 && position % stride == 0 && position / stride < size ? position / stride : NOTHING;
        }

        /** The rows of one output row are consecutive, and no more than a window is high. */
        private A loaded(int row) {
            int slot = row % rows.length;
            if (inputRows[slot] != row) {
                inputRows[slot] = row;
                long first = ((long) row * input.width() + firstColumn) * channels;
                numbers.reader().move(first, (endColumn - firstColumn) * channels, rows[slot], firstColumn * channels);
            }
            return rows[slot];
        }
    }
}
