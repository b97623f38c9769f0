package dev.shingle.sim.kernels.window;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Bilinear resize: for each pixel, the four around its exact position, each of which is read once for a pixel.
 *
 * @param <A> array of numbers
 */
public final class BilinearKernel<A> implements Kernel {

    /** Where a position lies between two sources. */
    public interface Positions {

        int lower(int output);

        int upper(int output);
    }

    /** How four pixels become one. */
    public interface Blend<A> {

        A row(int length);

        Box.Mover<A> inputs(ElementSource source);

        Box.Mover<A> outputs(ElementSink sink);

        /**
         * Blends {@code count} channels of the pixel at an output row and column of an image.
         *
         * @param corners upper left, upper right, lower left and lower right pixel, one behind another
         */
        void blend(A corners, int row, int column, A results, int at, int count);
    }

    private final Shape input;
    private final Shape output;
    private final Positions rows;
    private final Positions columns;
    private final Blend<A> blend;

    public BilinearKernel(Layer layer, Positions rows, Positions columns, Blend<A> blend) {
        this.rows = rows;
        this.columns = columns;
        this.blend = blend;
        input = layer.operands().get(0).shape();
        output = layer.ofm().shape();
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        Box.Mover<A> source = blend.inputs(operands.operand(0));
        Box.Mover<A> sink = blend.outputs(results.result(0));
        A corners = blend.row(Math.multiplyExact(4, output.channels()));
        return region -> compute(region, source, sink, corners);
    }

    private void compute(Region region, Box.Mover<A> source, Box.Mover<A> sink, A corners) {
        A results = blend.row(region.elements());
        int count = region.channels();
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            int y = row % output.height();
            int top = row / output.height() * input.height();
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                read(source, top + rows.lower(y), columns.lower(column), region, corners, 0);
                read(source, top + rows.lower(y), columns.upper(column), region, corners, count);
                read(source, top + rows.upper(y), columns.lower(column), region, corners, 2 * count);
                read(source, top + rows.upper(y), columns.upper(column), region, corners, 3 * count);
                blend.blend(corners, y, column, results, at, count);
                at += count;
            }
        }
        Box.move(region, OutputGrid.of(output), sink, results);
    }

    private void read(Box.Mover<A> source, int row, int column, Region region, A corners, int at) {
        long pixel = (long) row * input.width() + column;
        source.move(pixel * input.channels() + region.firstChannel(), region.channels(), corners, at);
    }
}
