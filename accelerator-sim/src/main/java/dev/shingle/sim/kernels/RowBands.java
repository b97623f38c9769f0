package dev.shingle.sim.kernels;

import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Runs a kernel over its whole grid in bands of rows. */
final class RowBands {

    /** Elements of a band: its buffers stay in the cache. */
    private static final long BAND_ELEMENTS = 1 << 14;

    /** Hears of done rows and says whether to go on. */
    @FunctionalInterface
    interface Progress {
        boolean rowsDone(int done, int rows);
    }

    private final OutputGrid grid;
    private final Progress progress;

    RowBands(OutputGrid grid, Progress progress) {
        this.grid = grid;
        this.progress = progress;
    }

    void run(Supplier<UnitKernel> kernel) {
        UnitKernel unit = kernel.get();
        long rowElements = (long) grid.columns() * grid.channels();
        int bandRows = (int) Math.max(1, Math.min(grid.rows(), BAND_ELEMENTS / rowElements));
        for (int row = 0; row < grid.rows(); row += bandRows) {
            int end = Math.min(grid.rows(), row + bandRows);
            unit.compute(Region.ofRows(grid, row, end));
            if (!progress.rowsDone(end, grid.rows())) {
                throw new CancellationException("stopped at row " + end);
            }
        }
    }
}
