package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;

/**
 * The units of work of section 2 in execution order: bands of rows, tiles of columns, groups of channels. Every granularity
 * is a tile of some size; only single pixels are cut into groups.
 *
 * <p>In reverse everything is counted from the end (row 0 is the last row, channel 0 the last channel), so that all
 * formulas are written once, for the forward direction. Groups then ascend if the machine lets them descend; if it lets them
 * ascend, the mirrored groups are walked backwards.
 */
record Units(Cut rows, Cut columns, Cut channels, boolean groupsBackwards) {

    static Units of(Grid grid, Machine machine, Traversal traversal) {
        boolean reverse = traversal == Traversal.REVERSE;
        WriteGranularity granularity = machine.writeGranularity();
        int rows = 1;
        int columns = 1;
        int channels = grid.channels();
        if (granularity instanceof WriteGranularity.Group group) {
            channels = Math.min(group.channels(), grid.channels());
        } else if (granularity instanceof WriteGranularity.Tile tile) {
            rows = Math.min(tile.rows(), grid.rows());
            columns = Math.min(tile.columns(), grid.columns());
        } else if (granularity instanceof WriteGranularity.Row) {
            columns = grid.columns();
        } else if (granularity instanceof WriteGranularity.Tensor) {
            rows = grid.rows();
            columns = grid.columns();
        }
        return new Units(
                new Cut(grid.rows(), rows, reverse),
                new Cut(grid.columns(), columns, reverse),
                new Cut(grid.channels(), channels, reverse),
                reverse && machine.groupOrder() == GroupOrder.ASCENDING);
    }

    int groups() {
        return channels.count();
    }

    /** Index in {@link #channels} of the group that is worked on at the given position. */
    int group(int position) {
        return groupsBackwards ? channels.count() - 1 - position : position;
    }
}
