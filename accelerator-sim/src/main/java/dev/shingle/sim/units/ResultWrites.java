package dev.shingle.sim.units;

/** Writes of a unit that produces a box of its only result. The last channels take the padding lanes with them. */
final class ResultWrites {

    private final int columns;
    private final WordRuns runs;

    ResultWrites(OutputGrid grid, WordRuns runs) {
        columns = grid.columns();
        this.runs = runs;
    }

    void write(Region unit) {
        for (int row = unit.firstRow; row < unit.endRow; row++) {
            for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                runs.channelsAndPadding((long) row * columns + column, unit.firstChannel, unit.endChannel);
            }
        }
        runs.flush();
    }
}
