package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;

/** Reads of a fully connected layer: output pixel v needs all K elements of vector v, in flat order. */
final class VectorReads implements UnitReads {

    private final int columns;
    private final long vectorElements;
    private final WordRuns runs;

    VectorReads(OutputGrid grid, long operandElements, WordRuns runs) {
        long vectors = Math.multiplyExact((long) grid.rows(), grid.columns());
        checkArgument(operandElements % vectors == 0, "%s elements are not %s equal vectors", operandElements, vectors);
        columns = grid.columns();
        vectorElements = operandElements / vectors;
        this.runs = runs;
    }

    @Override
    public void read(Region unit) {
        for (int row = unit.firstRow; row < unit.endRow; row++) {
            for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                long vector = (long) row * columns + column;
                runs.elements(vector * vectorElements, (vector + 1) * vectorElements);
            }
        }
        runs.flush();
    }
}
