package dev.shingle.sim.kernels;

import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs a kernel over its whole grid in bands of rows. As many workers as there are processors take the next band each; no two
 * bands write the same elements, so that the order in which they are done does not matter.
 */
final class RowBands {

    /** Elements of a band: its buffers stay in the cache. */
    private static final long BAND_ELEMENTS = 1 << 14;

    /** Hears of done rows and says whether to go on. Called by one worker at a time. */
    @FunctionalInterface
    interface Progress {
        boolean rowsDone(int done, int rows);
    }

    private final OutputGrid grid;
    private final Progress progress;
    private final int bandRows;
    private final AtomicInteger nextBand = new AtomicInteger();
    private int doneRows;
    private boolean isStopped;

    RowBands(OutputGrid grid, Progress progress) {
        this.grid = grid;
        this.progress = progress;
        long rowElements = (long) grid.columns() * grid.channels();
        bandRows = (int) Math.max(1, Math.min(grid.rows(), BAND_ELEMENTS / rowElements));
    }

    /**
     * Runs all bands.
     *
     * @param kernel makes one kernel for each worker
     * @throws CancellationException if the progress says so
     */
    void run(Supplier<UnitKernel> kernel) {
        int bands = (grid.rows() - 1) / bandRows + 1;
        int workers = Math.min(bands, Runtime.getRuntime().availableProcessors());
        if (workers == 1) {
            work(kernel.get());
        } else {
            IntStream.range(0, workers).parallel().forEach(worker -> work(kernel.get()));
        }
        if (isStopped) {
            throw new CancellationException("stopped after row " + doneRows);
        }
    }

    void work(UnitKernel kernel) {
        boolean goesOn = true;
        while (goesOn) {
            long first = (long) nextBand.getAndIncrement() * bandRows;
            if (first >= grid.rows()) {
                return;
            }
            int end = (int) Math.min(grid.rows(), first + bandRows);
            kernel.compute(Region.ofRows(grid, (int) first, end));
            goesOn = report(end - (int) first);
        }
    }

    private synchronized boolean report(int rows) {
        doneRows += rows;
        isStopped |= !progress.rowsDone(doneRows, grid.rows());
        return !isStopped;
    }
}
