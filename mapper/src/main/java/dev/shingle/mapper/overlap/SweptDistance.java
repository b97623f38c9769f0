package dev.shingle.mapper.overlap;

import dev.shingle.mapper.plan.Distance;

/**
 * Equation (2) unit by unit, for whatever does not fall apart: results that take only part of what a unit handles (split),
 * and reads known by pixel only. One pass over the units, some nanoseconds each.
 *
 * <p>{@code writes} says where the elements of the grid land in the result; the furthest end so far is carried along.
 */
final class SweptDistance {

    private final Pair pair;
    private final Units units;
    private final UnitPositions reads;
    private final long[] rowEnds;
    private final long[] columnEnds;
    private final long[] groupEnds;

    private SweptDistance(Pair pair, Reads reads, Reads.Separable writes) {
        this.pair = pair;
        this.units = Units.of(pair.grid(), pair.machine(), pair.traversal());
        Reads ordered = pair.isReverse() ? reads.mirrored(pair.readEndBits()) : reads;
        this.reads = ordered instanceof Reads.Separable separable
                ? new SeparablePositions(units, separable)
                : new PixelPositions(units, (Reads.ByPixel) ordered);
        Reads.Separable orderedWrites = pair.isReverse() ? writes.mirrored(pair.writeEndBits()) : writes;
        this.rowEnds = units.rows().highs(orderedWrites.rows());
        this.columnEnds = units.columns().highs(orderedWrites.columns());
        this.groupEnds = units.channels().highs(orderedWrites.channels());
    }

    static Distance of(Pair pair, Reads reads, Reads.Separable writes) {
        return new SweptDistance(pair, reads, writes).sweep();
    }

    private Distance sweep() {
        int w = pair.wordBits();
        long written = 0;
        long best = Long.MIN_VALUE;
        for (int row = 0; row < rowEnds.length; row++) {
            for (int column = 0; column < columnEnds.length; column++) {
                for (int position = 0; position < groupEnds.length; position++) {
                    int group = units.group(position);
                    if (written > 0) {
                        long need = reads.low(row, column, group);
                        if (need != Axis.NOTHING) {
                            best = Math.max(best, (written + w - 1) / w - need / w);
                        }
                    }
                    written = Math.max(written, end(row, column, group));
                }
            }
        }
        return best == Long.MIN_VALUE ? Distance.FREE : Distance.ofWords(best);
    }

    private long end(int row, int column, int group) {
        boolean outside = rowEnds[row] == Long.MIN_VALUE
                || columnEnds[column] == Long.MIN_VALUE
                || groupEnds[group] == Long.MIN_VALUE;
        return outside ? 0 : rowEnds[row] + columnEnds[column] + groupEnds[group];
    }

    /** First bit that a unit reads. */
    private interface UnitPositions {
        long low(int row, int column, int group);
    }

    private static final class SeparablePositions implements UnitPositions {

        private final long[] rows;
        private final long[] columns;
        private final long[] groups;

        SeparablePositions(Units units, Reads.Separable reads) {
            this.rows = units.rows().lows(reads.rows());
            this.columns = units.columns().lows(reads.columns());
            this.groups = units.channels().lows(reads.channels());
        }

        @Override
        public long low(int row, int column, int group) {
            boolean nothing =
                    rows[row] == Axis.NOTHING || columns[column] == Axis.NOTHING || groups[group] == Axis.NOTHING;
            return nothing ? Axis.NOTHING : rows[row] + columns[column] + groups[group];
        }
    }

    private record PixelPositions(Units units, Reads.ByPixel reads) implements UnitPositions {

        @Override
        public long low(int row, int column, int group) {
            int first = units.channels().start(group);
            int end = units.channels().end(group);
            int endRow = units.rows().end(row);
            int endColumn = units.columns().end(column);
            long lowest = Axis.NOTHING;
            for (int r = units.rows().start(row); r < endRow; r++) {
                for (int c = units.columns().start(column); c < endColumn; c++) {
                    lowest = Math.min(lowest, reads.low(r, c, first, end));
                }
            }
            return lowest;
        }
    }
}
