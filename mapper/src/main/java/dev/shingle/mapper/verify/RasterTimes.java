package dev.shingle.mapper.verify;

import java.util.function.IntToLongFunction;

/**
 * Times of pixels that are a row's part plus a column's part, either of which may be {@link WordTimes#NEVER}. Sums over the
 * columns are made once, so a stretch of a row costs as much as a pixel.
 */
final class RasterTimes implements TensorTimes.PixelTimes {

    private final IntToLongFunction rowPart;
    private final long[] columnParts;
    /** Over the columns before each: how many there are at which something happens, and the sum of their parts. */
    private final int[] columnsBefore;

    private final double[] partsBefore;

    RasterTimes(IntToLongFunction rowPart, int columns, IntToLongFunction columnPart) {
        this.rowPart = rowPart;
        this.columnParts = new long[columns];
        this.columnsBefore = new int[columns + 1];
        this.partsBefore = new double[columns + 1];
        for (int column = 0; column < columns; column++) {
            long part = columnPart.applyAsLong(column);
            boolean happens = part != WordTimes.NEVER;
            columnParts[column] = part;
            columnsBefore[column + 1] = columnsBefore[column] + (happens ? 1 : 0);
            partsBefore[column + 1] = partsBefore[column] + (happens ? part : 0);
        }
    }

    @Override
    public long at(int row, int column) {
        long part = rowPart.applyAsLong(row);
        long columnPart = columnParts[column];
        return part == WordTimes.NEVER || columnPart == WordTimes.NEVER ? WordTimes.NEVER : part + columnPart;
    }

    @Override
    public void tally(int row, int firstColumn, int endColumn, Tally tally) {
        tally.looked(1);
        long part = rowPart.applyAsLong(row);
        if (part != WordTimes.NEVER) {
            int count = columnsBefore[endColumn] - columnsBefore[firstColumn];
            tally.add(count, (double) part * count + (partsBefore[endColumn] - partsBefore[firstColumn]));
        }
    }
}
