package dev.shingle.sim.units;

/**
 * Reads of an operator whose rows, columns and channels are independent of each other: windows, resizes, element-wise
 * operators. The needed rows crossed with the needed columns, each pixel with the needed channels.
 */
final class GridReads implements UnitReads {

    private final TapTable rows;
    private final TapTable columns;
    private final ChannelRule channels;
    private final int inputColumns;
    private final WordRuns runs;

    GridReads(TapTable rows, TapTable columns, ChannelRule channels, int inputColumns, WordRuns runs) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.inputColumns = inputColumns;
        this.runs = runs;
    }

    @Override
    public void read(Region unit) {
        int firstChannel = channels.firstInput(unit.firstChannel, unit.endChannel);
        int endChannel = channels.endInput(unit.firstChannel, unit.endChannel);
        int[] neededColumns = columns.inputs(unit.firstColumn, unit.endColumn);
        for (int row : rows.inputs(unit.firstRow, unit.endRow)) {
            for (int column : neededColumns) {
                runs.channels((long) row * inputColumns + column, firstChannel, endChannel);
            }
        }
        runs.flush();
    }

    /** The words of single windows, for an output of {@code outputChannels} channels. */
    WindowWords windowWords(int outputChannels) {
        int firstChannel = channels.firstInput(0, outputChannels);
        int lastChannel = channels.endInput(0, outputChannels) - 1;
        return new WindowWords(rows, columns, inputColumns, firstChannel, lastChannel, runs.layout());
    }
}
