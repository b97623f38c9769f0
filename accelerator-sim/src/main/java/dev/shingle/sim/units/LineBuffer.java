package dev.shingle.sim.units;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.RowRange;

/**
 * A windowed operator behind a line buffer. The input streams by once, word after word; a pixel is written as soon as the
 * stream has passed the last word that it or an earlier pixel needs:
 *
 * <pre>
 *   3x3, padding 1, 4 columns, forward; one letter is one input word, | is a write
 *
 *   abcdef|g|h||ij|k|l||mn|...    pixel (0,0) needs f, (0,1) g, (0,2) and (0,3) h, (1,0) j, ...
 * </pre>
 *
 * <p>What streams by between two writes is reported as the reads of the unit that ends with the second write. The needed
 * words are found by running over the taps of every pixel: O(pixels * taps).
 */
final class LineBuffer {

    private static final long NOTHING = -1;

    private final WindowWords words;
    private final OutputGrid grid;
    private final RowRange rows;
    private final boolean isForward;
    private final WordRuns input;
    private final ResultWrites result;
    private final UnitListener listener;
    private final Region region = new Region();
    /** Next word of the stream. */
    private long next;

    LineBuffer(
            WindowWords words,
            OutputGrid grid,
            RowRange rows,
            Traversal traversal,
            WordRuns input,
            ResultWrites result,
            UnitListener listener) {
        this.words = words;
        this.grid = grid;
        this.rows = rows;
        isForward = traversal == Traversal.FORWARD;
        this.input = input;
        this.result = result;
        this.listener = listener;
    }

    void run(WriteGranularity granularity) {
        next = firstOfStream();
        region.channels(0, grid.channels());
        if (granularity instanceof WriteGranularity.Tensor) {
            unit(rows.first(), rows.end(), 0, grid.columns());
            return;
        }
        boolean isByRow = granularity instanceof WriteGranularity.Row;
        int unitColumns = isByRow ? grid.columns() : 1;
        int rowCount = rows.end() - rows.first();
        for (int i = 0; i < rowCount; i++) {
            int row = isForward ? rows.first() + i : rows.end() - 1 - i;
            for (int j = 0; j < grid.columns(); j += unitColumns) {
                int column = isForward ? j : grid.columns() - unitColumns - j;
                unit(row, row + 1, column, column + unitColumns);
            }
        }
    }

    private void unit(int firstRow, int endRow, int firstColumn, int endColumn) {
        region.rows(firstRow, endRow);
        region.columns(firstColumn, endColumn);
        listener.beginUnit(isForward ? firstRow : endRow - 1, isForward ? firstColumn : endColumn - 1);
        long last = lastNeeded();
        if (last != NOTHING && isForward && last >= next) {
            input.ownWords(next, last + 1);
            next = last + 1;
        } else if (last != NOTHING && !isForward && last <= next) {
            input.ownWords(last, next + 1);
            next = last - 1;
        }
        input.flush();
        listener.compute(region);
        result.write(region);
    }

    /** The word of the region's windows that the stream reaches last. */
    private long lastNeeded() {
        long last = NOTHING;
        for (int row = region.firstRow; row < region.endRow; row++) {
            for (int column = region.firstColumn; column < region.endColumn; column++) {
                if (words.locate(row, column)) {
                    long needed = isForward ? words.highest() : words.lowest();
                    last = last == NOTHING ? needed : isForward ? Math.max(last, needed) : Math.min(last, needed);
                }
            }
        }
        return last;
    }

    /** The first word that any window of the step needs, in stream order; 0 if none needs any. */
    private long firstOfStream() {
        long first = NOTHING;
        for (int row = rows.first(); row < rows.end(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                if (words.locate(row, column)) {
                    long needed = isForward ? words.lowest() : words.highest();
                    first = first == NOTHING ? needed : isForward ? Math.min(first, needed) : Math.max(first, needed);
                }
            }
        }
        return Math.max(0, first);
    }
}
