package dev.shingle.sim.units;

/**
 * A box of grid elements that one unit produces: rows counted over the batch, columns, channels, all half-open. One
 * instance is reused for all units of an enumeration, so that a unit costs no allocation; nobody keeps one.
 */
public final class Region {

    int firstRow;
    int endRow;
    int firstColumn;
    int endColumn;
    int firstChannel;
    int endChannel;

    Region() {}

    /** Whole rows of a grid. */
    public static Region ofRows(OutputGrid grid, int firstRow, int endRow) {
        Region region = new Region();
        region.rows(firstRow, endRow);
        region.columns(0, grid.columns());
        region.channels(0, grid.channels());
        return region;
    }

    /** A box of pixels and channels. */
    public static Region of(
            int firstRow, int endRow, int firstColumn, int endColumn, int firstChannel, int endChannel) {
        Region region = new Region();
        region.rows(firstRow, endRow);
        region.columns(firstColumn, endColumn);
        region.channels(firstChannel, endChannel);
        return region;
    }

    void rows(int first, int end) {
        firstRow = first;
        endRow = end;
    }

    void columns(int first, int end) {
        firstColumn = first;
        endColumn = end;
    }

    void channels(int first, int end) {
        firstChannel = first;
        endChannel = end;
    }

    public int firstRow() {
        return firstRow;
    }

    public int endRow() {
        return endRow;
    }

    public int firstColumn() {
        return firstColumn;
    }

    public int endColumn() {
        return endColumn;
    }

    public int firstChannel() {
        return firstChannel;
    }

    public int endChannel() {
        return endChannel;
    }

    public int rows() {
        return endRow - firstRow;
    }

    public int columns() {
        return endColumn - firstColumn;
    }

    public int channels() {
        return endChannel - firstChannel;
    }

    /** Number of elements; a region that is computed at once has no more than an array can hold. */
    public int elements() {
        return Math.multiplyExact(Math.multiplyExact(rows(), columns()), channels());
    }
}
