package dev.shingle.sim.kernels.unit;

import dev.shingle.networks.Shape;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Reads what a box of results needs of an operand of an element by element operator: the element at the same place, or the
 * only one along a dimension that is broadcast. Shapes are aligned at their innermost dimensions.
 */
public final class BroadcastOperand {

    private final OutputGrid grid;
    private final OutputGrid own;
    private final int[] rows;
    private final boolean isWhole;

    public BroadcastOperand(Shape operand, Shape result) {
        grid = OutputGrid.of(result);
        own = OutputGrid.of(operand);
        isWhole = own.equals(grid);
        rows = isWhole ? new int[0] : rows(operand, result, grid.rows());
    }

    /** For each row of the result, all dimensions before the columns taken together, that of the operand. */
    private static int[] rows(Shape operand, Shape result, int count) {
        int[] rows = new int[count];
        for (int row = 0; row < count; row++) {
            int rest = row;
            int stride = 1;
            for (int position = 3; position <= result.rank(); position++) {
                int size = sizeFromEnd(operand, position);
                int index = rest % sizeFromEnd(result, position);
                rows[row] += (size == 1 ? 0 : index) * stride;
                rest /= sizeFromEnd(result, position);
                stride *= size;
            }
        }
        return rows;
    }

    private static int sizeFromEnd(Shape shape, int position) {
        return position <= shape.rank() ? shape.dimension(shape.rank() - position) : 1;
    }

    /** Lays the operand's elements out like those of the region. */
    public <A> void read(Region region, Box.Mover<A> source, A buffer) {
        if (isWhole) {
            Box.move(region, grid, source, buffer);
            return;
        }
        int channels = own.channels() == 1 ? 1 : region.channels();
        int firstChannel = own.channels() == 1 ? 0 : region.firstChannel();
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                long pixel = (long) rows[row] * own.columns() + (own.columns() == 1 ? 0 : column);
                for (int done = 0; done < region.channels(); done += channels) {
                    source.move(pixel * own.channels() + firstChannel, channels, buffer, at);
                    at += channels;
                }
            }
        }
    }
}
