package dev.shingle.sim.units;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.RowRange;
import java.util.function.Consumer;

/**
 * Cuts a grid into units and walks them in execution order (the table of docs/model.md section 2).
 *
 * <pre>
 *   TILE(2, 3) on rows [1, 6), 8 columns, forward:      0 0 0 1 1 1 2 2     row 1
 *   tiles start at the range's first row                0 0 0 1 1 1 2 2
 *                                                       3 3 3 4 4 4 5 5
 *                                                       3 3 3 4 4 4 5 5
 *                                                       6 6 6 7 7 7 8 8     row 5: cut at the border
 * </pre>
 */
final class UnitOrder {

    private final OutputGrid grid;
    private final RowRange rows;
    private final boolean isForward;
    private final boolean groupsAscend;
    private final Region region = new Region();

    UnitOrder(OutputGrid grid, RowRange rows, Traversal traversal, Machine machine) {
        this.grid = grid;
        this.rows = rows;
        isForward = traversal == Traversal.FORWARD;
        groupsAscend = isForward || machine.groupOrder() == GroupOrder.ASCENDING;
    }

    void forEach(WriteGranularity granularity, Consumer<Region> unit) {
        if (granularity instanceof WriteGranularity.Group group) {
            forEachTile(1, 1, group.channels(), unit);
        } else if (granularity instanceof WriteGranularity.Pixel) {
            forEachTile(1, 1, grid.channels(), unit);
        } else if (granularity instanceof WriteGranularity.Tile tile) {
            forEachTile(tile.rows(), tile.columns(), grid.channels(), unit);
        } else if (granularity instanceof WriteGranularity.Row) {
            forEachTile(1, grid.columns(), grid.channels(), unit);
        } else {
            forEachTile(rows.end() - rows.first(), grid.columns(), grid.channels(), unit);
        }
    }

    private void forEachTile(int tileRows, int tileColumns, int groupChannels, Consumer<Region> unit) {
        int tilesDown = count(rows.end() - rows.first(), tileRows);
        int tilesAcross = count(grid.columns(), tileColumns);
        for (int i = 0; i < tilesDown; i++) {
            int tileRow = isForward ? i : tilesDown - 1 - i;
            long firstRow = rows.first() + (long) tileRow * tileRows;
            region.rows((int) firstRow, (int) Math.min(firstRow + tileRows, rows.end()));
            for (int j = 0; j < tilesAcross; j++) {
                int tileColumn = isForward ? j : tilesAcross - 1 - j;
                long firstColumn = (long) tileColumn * tileColumns;
                region.columns((int) firstColumn, (int) Math.min(firstColumn + tileColumns, grid.columns()));
                forEachGroup(groupChannels, unit);
            }
        }
    }

    private void forEachGroup(int groupChannels, Consumer<Region> unit) {
        int groups = count(grid.channels(), groupChannels);
        for (int i = 0; i < groups; i++) {
            int group = groupsAscend ? i : groups - 1 - i;
            long first = (long) group * groupChannels;
            region.channels((int) first, (int) Math.min(first + groupChannels, grid.channels()));
            unit.accept(region);
        }
    }

    private static int count(int length, int part) {
        return length / part + (length % part == 0 ? 0 : 1);
    }
}
