package dev.shingle.sim.units;

import dev.shingle.mapper.machine.TensorLayout;

/** The lowest and the highest input word that the window of one output pixel needs for all its channels. */
final class WindowWords {

    private final TapTable rows;
    private final TapTable columns;
    private final int inputColumns;
    private final int firstChannel;
    private final int lastChannel;
    private final TensorLayout layout;
    private long lowest;
    private long highest;

    WindowWords(
            TapTable rows, TapTable columns, int inputColumns, int firstChannel, int lastChannel, TensorLayout layout) {
        this.rows = rows;
        this.columns = columns;
        this.inputColumns = inputColumns;
        this.firstChannel = firstChannel;
        this.lastChannel = lastChannel;
        this.layout = layout;
    }

    /** Looks at every tap of an output pixel; false if all of them fall into the padding. */
    boolean locate(int row, int column) {
        lowest = Long.MAX_VALUE;
        highest = Long.MIN_VALUE;
        for (int inputRow : rows.inputs(row, row + 1)) {
            for (int inputColumn : columns.inputs(column, column + 1)) {
                long pixel = (long) inputRow * inputColumns + inputColumn;
                lowest = Math.min(lowest, layout.firstWord(pixel, firstChannel));
                highest = Math.max(highest, layout.lastWord(pixel, lastChannel));
            }
        }
        return highest >= 0;
    }

    long lowest() {
        return lowest;
    }

    long highest() {
        return highest;
    }
}
