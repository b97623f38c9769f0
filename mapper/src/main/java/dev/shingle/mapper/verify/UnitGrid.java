package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.networks.Shape;

/**
 * The units of work of one step and the order in which they follow each other (docs/model.md section 2).
 *
 * <p>Every granularity is a box of rows x columns x channels: a group is 1 x 1 x G, a pixel 1 x 1 x Co, a row 1 x Wo x Co,
 * the tensor all rows x Wo x Co. The boxes are counted row unit by row unit, then column unit, then group; the number of a
 * unit in that order is its <em>time</em>. In reverse the row and column units are numbered from the far end.
 *
 * <pre>
 *   5 x 4 pixels, TILE(2, 3), forward        reverse
 *      0 0 0 1                               5 5 5 4
 *      0 0 0 1                               5 5 5 4
 *      2 2 2 3                               3 3 3 2
 *      2 2 2 3                               3 3 3 2
 *      4 4 4 5                               1 1 1 0
 * </pre>
 */
final class UnitGrid {

    private final RowRange rows;
    private final int columns;
    private final int channels;
    private final boolean reverse;
    private final Axis rowAxis;
    private final Axis columnAxis;
    private final Axis groupAxis;

    private UnitGrid(Shape shape, RowRange rows, boolean reverse, boolean groupsReverse, Box box) {
        this.rows = rows;
        this.columns = shape.width();
        this.channels = shape.channels();
        this.reverse = reverse;
        this.rowAxis = new Axis(rows.first(), rows.end(), box.rows(), reverse);
        this.columnAxis = new Axis(0, columns, box.columns(), reverse);
        this.groupAxis = new Axis(0, channels, box.channels(), groupsReverse);
    }

    /** The units over {@code rows} of a grid of the given shape. */
    static UnitGrid of(Machine machine, Shape shape, RowRange rows, Traversal traversal) {
        boolean reverse = traversal == Traversal.REVERSE;
        boolean groupsReverse = reverse && machine.groupOrder() == GroupOrder.DESCENDING;
        return new UnitGrid(shape, rows, reverse, groupsReverse, box(machine.writeGranularity(), shape, rows));
    }

    private static Box box(WriteGranularity granularity, Shape shape, RowRange rows) {
        int all = shape.channels();
        if (granularity instanceof WriteGranularity.Group group) {
            return new Box(1, 1, Math.min(group.channels(), all));
        }
        if (granularity instanceof WriteGranularity.Tile tile) {
            return new Box(tile.rows(), tile.columns(), all);
        }
        if (granularity instanceof WriteGranularity.Row) {
            return new Box(1, shape.width(), all);
        }
        if (granularity instanceof WriteGranularity.Tensor) {
            return new Box(rows.end() - rows.first(), shape.width(), all);
        }
        return new Box(1, 1, all);
    }

    private record Box(int rows, int columns, int channels) {}

    RowRange rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int channels() {
        return channels;
    }

    boolean isReverse() {
        return reverse;
    }

    Axis rowAxis() {
        return rowAxis;
    }

    Axis columnAxis() {
        return columnAxis;
    }

    Axis groupAxis() {
        return groupAxis;
    }

    /** Time of the unit with these ordinals. */
    long time(int rowOrdinal, int columnOrdinal, int groupOrdinal) {
        return pixelTime(rowOrdinal, columnOrdinal) + groupOrdinal;
    }

    /** Time of the first unit that writes a pixel of these row and column units; group ordinals add to it. */
    long pixelTime(int rowOrdinal, int columnOrdinal) {
        return ((long) rowOrdinal * columnAxis.units() + columnOrdinal) * groupAxis.units();
    }

    /** One dimension of the grid, cut into equal units from its first index on. */
    static final class Axis {
        private final int first;
        private final int end;
        private final int size;
        private final int units;
        private final boolean descending;

        Axis(int first, int end, int size, boolean descending) {
            this.first = first;
            this.end = end;
            this.size = size;
            this.units = (int) (((long) end - first + size - 1) / size);
            this.descending = descending;
        }

        int units() {
            return units;
        }

        /** Position in time of the unit that holds an index; -1 for an index outside. */
        int ordinalOf(int index) {
            if (index < first || index >= end) {
                return -1;
            }
            return flip((index - first) / size);
        }

        int firstIndex(int ordinal) {
            return first + flip(ordinal) * size;
        }

        int endIndex(int ordinal) {
            return (int) Math.min(end, (long) firstIndex(ordinal) + size);
        }

        private int flip(int unit) {
            return descending ? units - 1 - unit : unit;
        }
    }
}
