package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.networks.Shape;

/**
 * A windowed step behind a line buffer (docs/model.md section 2): the words of the operand are read once each, in address
 * order, and a pixel is written as soon as the last word that it or an earlier pixel needs has come in.
 *
 * <p>Words are counted here in the order in which they are read, from the tensor's start forward and from its end in
 * reverse: their <em>position</em>. The word at position p is read at time 2p + 2; what completes with it is written at
 * 2p + 3, and what needs nothing at all at time 1. The last word that pixel (r, c) and all before it need is
 *
 * <pre>
 *   max( the last word of all rows before r,  word (last input row of r, last input column of columns up to c) )
 * </pre>
 *
 * so two tables over rows and one over columns tell it for every pixel.
 */
final class LineBuffer {

    private static final int NOTHING = -1;

    private final TensorLayout layout;
    private final Shape operand;
    private final UnitGrid grid;
    private final WriteGranularity granularity;
    private final int[] lastRowNeeded;
    private final int[] lastColumnNeeded;
    private final long[] completeBeforeRow;
    private final long firstPosition;
    private final long lastPosition;

    LineBuffer(SeparableReads reads, UnitGrid grid, TensorLayout layout, WriteGranularity granularity) {
        this.layout = layout;
        this.operand = reads.operand();
        this.grid = grid;
        this.granularity = granularity;
        this.lastRowNeeded = new int[grid.rows().end()];
        this.lastColumnNeeded = new int[grid.columns()];
        this.completeBeforeRow = new long[grid.rows().end()];
        int firstRow = NOTHING;
        for (int row = grid.rows().first(); row < grid.rows().end(); row++) {
            int[] extremes = extremes(reads.rows(), row);
            lastRowNeeded[row] = extremes[1];
            firstRow = earlier(firstRow, extremes[0]);
        }
        int firstColumn = NOTHING;
        for (int i = 0, before = NOTHING; i < grid.columns(); i++) {
            int column = inOrder(i, 0, grid.columns());
            int[] extremes = extremes(reads.columns(), column);
            before = later(before, extremes[1]);
            lastColumnNeeded[column] = before;
            firstColumn = earlier(firstColumn, extremes[0]);
        }
        this.lastPosition = completeRows();
        this.firstPosition = firstRow == NOTHING || firstColumn == NOTHING ? NOTHING : entry(firstRow, firstColumn);
    }

    /** First and last index that is read in the order of traversal. */
    private int[] extremes(AxisReads axis, int index) {
        int[] extremes = {NOTHING, NOTHING};
        axis.visit(index, i -> {
            extremes[0] = earlier(extremes[0], i);
            extremes[1] = later(extremes[1], i);
        });
        return extremes;
    }

    private int earlier(int one, int other) {
        if (one == NOTHING || other == NOTHING) {
            return Math.max(one, other);
        }
        return grid.isReverse() ? Math.max(one, other) : Math.min(one, other);
    }

    private int later(int one, int other) {
        if (one == NOTHING || other == NOTHING) {
            return Math.max(one, other);
        }
        return grid.isReverse() ? Math.min(one, other) : Math.max(one, other);
    }

    private int inOrder(int i, int first, int end) {
        return grid.isReverse() ? end - 1 - i : first + i;
    }

    private long completeRows() {
        int first = grid.rows().first();
        int end = grid.rows().end();
        int lastColumn = inOrder(grid.columns() - 1, 0, grid.columns());
        long complete = NOTHING;
        for (int i = 0; i < end - first; i++) {
            int row = inOrder(i, first, end);
            completeBeforeRow[row] = complete;
            complete = completion(row, lastColumn);
        }
        return complete;
    }

    /** Position of the last word needed by this pixel and all before it; -1 if none is. */
    long completion(int row, int column) {
        int y = lastRowNeeded[row];
        int x = lastColumnNeeded[column];
        long own = y == NOTHING || x == NOTHING ? NOTHING : exit(y, x);
        return Math.max(completeBeforeRow[row], own);
    }

    /** Position of the first word of a pixel to be read. */
    private long entry(int y, int x) {
        return grid.isReverse()
                ? position(layout.lastWord(pixel(y, x), layout.channels() - 1))
                : layout.firstWord(pixel(y, x), 0);
    }

    /** Position of the last word of a pixel to be read. */
    private long exit(int y, int x) {
        return grid.isReverse()
                ? position(layout.firstWord(pixel(y, x), 0))
                : layout.lastWord(pixel(y, x), layout.channels() - 1);
    }

    private long pixel(int y, int x) {
        return (long) y * operand.width() + x;
    }

    private long position(long word) {
        return grid.isReverse() ? layout.sizeWords() - 1 - word : word;
    }

    /** Time at which what completes with the word at a position is written. */
    static long writeTime(long completion) {
        return 2 * completion + 3;
    }

    private static long readTime(long position) {
        return 2 * position + 2;
    }

    /** When the pixels of the result are written; a granularity of rows or of the tensor waits for the last pixel of them. */
    TensorTimes.PixelTimes writes() {
        return new Writes();
    }

    /**
     * Along a row, the last word that is needed comes later and later. So the pixels that wait for earlier rows only are the
     * first ones, and the times of the others differ as the columns do that they need.
     */
    private final class Writes implements TensorTimes.PixelTimes {

        private final boolean isTensor = granularity instanceof WriteGranularity.Tensor;
        private final boolean isRow = granularity instanceof WriteGranularity.Row;
        private final int lastColumn = inOrder(grid.columns() - 1, 0, grid.columns());
        /** Sum of the columns needed by the columns before each. */
        private final double[] neededBefore = new double[grid.columns() + 1];

        Writes() {
            for (int column = 0; column < grid.columns(); column++) {
                neededBefore[column + 1] = neededBefore[column] + Math.max(0, lastColumnNeeded[column]);
            }
        }

        @Override
        public long at(int row, int column) {
            if (row < grid.rows().first() || row >= grid.rows().end()) {
                return WordTimes.NEVER;
            }
            return writeTime(isTensor ? lastPosition : completion(row, isRow ? lastColumn : column));
        }

        @Override
        public void tally(int row, int firstColumn, int endColumn, Tally tally) {
            if (!layout.isPixelAligned()) {
                TensorTimes.PixelTimes.super.tally(row, firstColumn, endColumn, tally);
                return;
            }
            tally.looked(1);
            int columns = endColumn - firstColumn;
            int first = inOrder(0, firstColumn, endColumn);
            if (at(row, first) == WordTimes.NEVER) {
                return;
            }
            int waiting = isTensor || isRow ? columns : waiting(row, firstColumn, endColumn);
            tally.add(waiting, (double) waiting * at(row, first));
            if (waiting < columns) {
                int from = grid.isReverse() ? firstColumn : firstColumn + waiting;
                int end = grid.isReverse() ? endColumn - waiting : endColumn;
                tally.add(columns - waiting, own(row, from, end));
            }
        }

        /** How many of these pixels wait for earlier rows only. */
        private int waiting(int row, int firstColumn, int endColumn) {
            int low = 0;
            int high = endColumn - firstColumn;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean isWaiting = completion(row, inOrder(middle, firstColumn, endColumn)) == completeBeforeRow[row];
                low = isWaiting ? middle + 1 : low;
                high = isWaiting ? high : middle;
            }
            return low;
        }

        /** Sum of the times of pixels that wait for their own words. */
        private double own(int row, int from, int end) {
            long wordsPerPixel = layout.pixelBits() / layout.wordBits();
            double words = (neededBefore[end] - neededBefore[from]) * wordsPerPixel;
            double positions =
                    (end - from) * (double) exit(lastRowNeeded[row], 0) + (grid.isReverse() ? -words : words);
            return 2 * positions + 3.0 * (end - from);
        }
    }

    /**
     * The one read of every word of the tensor from the first to the last that is needed, whether or not a window needs it.
     */
    WordTimes reads() {
        return new Stream();
    }

    private final class Stream implements WordTimes {

        @Override
        public void fill(long firstWord, int count, long[] times) {
            for (int i = 0; i < count; i++) {
                long position = position(firstWord + i);
                boolean isRead = firstPosition != NOTHING && position >= firstPosition && position <= lastPosition;
                times[i] = isRead && isOwn(firstWord + i) ? readTime(position) : NEVER;
            }
        }

        /** Words that follow each other are read at times that are two apart. */
        @Override
        public void tally(long firstWord, long endWord, Tally tally) {
            if (layout.gapBits() > 0 || firstWord >= endWord) {
                WordTimes.super.tally(firstWord, endWord, tally);
                return;
            }
            tally.looked(1);
            long first = Math.max(firstPosition, Math.min(position(firstWord), position(endWord - 1)));
            long last = Math.min(lastPosition, Math.max(position(firstWord), position(endWord - 1)));
            if (firstPosition != NOTHING && first <= last) {
                tally.add(last - first + 1, (last - first + 1) * (readTime(first) + readTime(last)) / 2.0);
            }
        }
    }

    /** Between the pixels of a slice lie other channels of the joint tensor, which do not pass. */
    private boolean isOwn(long word) {
        return layout.gapBits() == 0
                || (word - layout.startWord()) * layout.wordBits() % layout.pixelBits()
                        < layout.pixelBits() - layout.gapBits();
    }

    /** The pixel that waits while a word is read: the first that is not complete before it, as {row, column}. */
    int[] pixelWaitingAt(long readTime) {
        int first = grid.rows().first();
        int end = grid.rows().end();
        for (int i = 0; i < end - first; i++) {
            int row = inOrder(i, first, end);
            for (int j = 0; j < grid.columns(); j++) {
                int column = inOrder(j, 0, grid.columns());
                if (writeTime(completion(row, column)) > readTime) {
                    return new int[] {row, column};
                }
            }
        }
        throw new AssertionError("a word is read at time " + readTime + ", when every pixel is complete");
    }

    /** The pixel that is written last, as {row, column}. */
    int[] lastPixel() {
        int rows = grid.rows().end() - grid.rows().first();
        return new int[] {
            inOrder(rows - 1, grid.rows().first(), grid.rows().end()), inOrder(grid.columns() - 1, 0, grid.columns())
        };
    }

    /** Time of the last write of the step. */
    long lastTime() {
        return writeTime(lastPosition);
    }
}
