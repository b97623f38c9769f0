package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;
import java.util.Arrays;

/**
 * Last reads of an operand whose rows and columns depend on each other (a transpose, a reshape that is a copy, a fully
 * connected layer): all units are swept and every word notes the latest. Only a block of words is held at a time, so a
 * tensor of many blocks is swept as often as it has blocks.
 */
final class SweptReads implements WordTimes {

    private static final int BLOCK_WORDS = 1 << 22;

    private final OperandReads reads;
    private final UnitGrid grid;
    private final TensorLayout layout;
    private final long[] block;
    private long blockNumber = -1;

    SweptReads(OperandReads reads, UnitGrid grid, TensorLayout layout) {
        this.reads = reads;
        this.grid = grid;
        this.layout = layout;
        this.block = new long[(int) Math.min(BLOCK_WORDS, layout.sizeWords())];
    }

    @Override
    public void fill(long firstWord, int count, long[] times) {
        int done = 0;
        while (done < count) {
            long word = firstWord + done;
            load(word / BLOCK_WORDS);
            int within = (int) (word % BLOCK_WORDS);
            int run = Math.min(count - done, BLOCK_WORDS - within);
            System.arraycopy(block, within, times, done, run);
            done += run;
        }
    }

    private void load(long number) {
        if (number == blockNumber) {
            return;
        }
        blockNumber = number;
        Arrays.fill(block, NEVER);
        for (int row = grid.rows().first(); row < grid.rows().end(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                sweepPixel(row, column);
            }
        }
    }

    private void sweepPixel(int row, int column) {
        UnitGrid.Axis groups = grid.groupAxis();
        long pixelTime =
                grid.pixelTime(grid.rowAxis().ordinalOf(row), grid.columnAxis().ordinalOf(column));
        int first = reads.isSameForAllGroups() ? groups.units() - 1 : 0;
        for (int ordinal = first; ordinal < groups.units(); ordinal++) {
            long time = pixelTime + ordinal;
            reads.visit(
                    row,
                    column,
                    groups.firstIndex(ordinal),
                    groups.endIndex(ordinal),
                    (pixel, from, end) -> note(pixel, from, end, time));
        }
    }

    private void note(long pixel, int firstChannel, int endChannel, long time) {
        long base = blockNumber * BLOCK_WORDS;
        long first = Math.max(layout.firstWord(pixel, firstChannel), base);
        long last = Math.min(layout.lastWord(pixel, endChannel - 1), base + block.length - 1);
        for (long word = first; word <= last; word++) {
            int i = (int) (word - base);
            block[i] = Math.max(block[i], time);
        }
    }
}
