package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.Shape;
import java.util.Arrays;

/**
 * Reads whose rows, columns and channels do not depend on each other: grid pixel (r, c) reads all of rows(r) x columns(c).
 *
 * <p>Then the grid pixels that read operand pixel (y, x) are a product as well, {those whose rows hold y} x {those whose
 * columns hold x}, and the last of them in any raster order is the last row with the last column. So the last read of
 * every element needs three small tables, found by looping over the grid's rows, columns and groups once: O(rows + columns
 * + channels) memory whatever the tensor's size.
 */
record SeparableReads(Shape operand, AxisReads rows, AxisReads columns, ChannelReads channels) implements OperandReads {

    @Override
    public void visit(int row, int column, int firstChannel, int endChannel, Visitor visitor) {
        long width = operand.width();
        rows.visit(
                row,
                y -> columns.visit(
                        column,
                        x -> channels.visit(
                                firstChannel, endChannel, (first, end) -> visitor.read(y * width + x, first, end))));
    }

    @Override
    public boolean isSameForAllGroups() {
        return channels.isSameForAllGroups();
    }

    /** Time of the last read of every word of the operand. */
    WordTimes lastReads(UnitGrid grid, TensorLayout layout) {
        int[] lastRow = new int[Math.toIntExact(operand.pixels() / operand.width())];
        Arrays.fill(lastRow, -1);
        for (int row = grid.rows().first(); row < grid.rows().end(); row++) {
            int ordinal = grid.rowAxis().ordinalOf(row);
            rows.visit(row, y -> lastRow[y] = Math.max(lastRow[y], ordinal));
        }
        int[] lastColumn = new int[operand.width()];
        Arrays.fill(lastColumn, -1);
        for (int column = 0; column < grid.columns(); column++) {
            int ordinal = grid.columnAxis().ordinalOf(column);
            columns.visit(column, x -> lastColumn[x] = Math.max(lastColumn[x], ordinal));
        }
        return new TensorTimes(
                layout,
                operand.width(),
                new RasterTimes(
                        y -> lastRow[y] < 0 ? WordTimes.NEVER : grid.pixelTime(lastRow[y], 0),
                        operand.width(),
                        x -> lastColumn[x] < 0 ? WordTimes.NEVER : grid.pixelTime(0, lastColumn[x])),
                lastGroups(grid, layout),
                TensorTimes.Pick.LATEST);
    }

    private int[] lastGroups(UnitGrid grid, TensorLayout layout) {
        int[] lastGroup = new int[layout.storedChannels()];
        Arrays.fill(lastGroup, -1);
        UnitGrid.Axis groups = grid.groupAxis();
        int first = channels.isSameForAllGroups() ? groups.units() - 1 : 0;
        for (int ordinal = first; ordinal < groups.units(); ordinal++) {
            int group = ordinal;
            channels.visit(
                    groups.firstIndex(group),
                    groups.endIndex(group),
                    (from, end) -> Arrays.fill(lastGroup, from, end, group));
        }
        return lastGroup;
    }
}
