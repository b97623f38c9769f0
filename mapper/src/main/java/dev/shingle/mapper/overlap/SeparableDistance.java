package dev.shingle.mapper.overlap;

import dev.shingle.mapper.plan.Distance;

/**
 * Equation (2) for reads that fall apart into rows, columns and channels, in O(rows + columns + channels) steps.
 *
 * <p>Bands of rows (b), tiles of columns (t) and groups of channels (g) give each unit what was written before it as a sum
 * too, except that tiles beside each other hide the rows of their band:
 *
 * <pre>
 *    t=0   t=1   t=2          before (b, 0): all rows above the band
 *   +-----+-----+-----+       before (b, t): up to column start(t) of the band's LAST row
 *   |     |     |     |
 *   |#####|#####|.....|  band b            # written before (b, 2); the highest word is at X
 *   |#####|####X|.....|
 * </pre>
 *
 * so the units fall into three families, each a full product: later bands with their first tile; all bands with later tiles;
 * the first tile of the first band with its later groups. The very first unit, before which nothing is written, is in none.
 */
final class SeparableDistance {

    private final Pair pair;
    private final Units units;
    private final long[] rowLows;
    private final long[] columnLows;
    private final long[] groupLows;

    private SeparableDistance(Pair pair, Reads.Separable reads) {
        this.pair = pair;
        this.units = Units.of(pair.grid(), pair.machine(), pair.traversal());
        Reads.Separable ordered = pair.inTraversalOrder(reads);
        this.rowLows = units.rows().lows(ordered.rows());
        this.columnLows = units.columns().lows(ordered.columns());
        this.groupLows = units.channels().lows(ordered.channels());
    }

    static Distance of(Pair pair, Reads.Separable reads) {
        SeparableDistance search = new SeparableDistance(pair, reads);
        long words = search.words();
        return words == NestedMaximum.NONE ? Distance.FREE : Distance.ofWords(words);
    }

    private long words() {
        NestedMaximum groups = groups(0);
        NestedMaximum laterBands = bands(firstTile(groups), 1, false);
        NestedMaximum laterTiles = bands(laterTiles(groups), 0, true);
        NestedMaximum firstPixel = firstBand(firstTile(groups(1)));
        long slackBits = pair.writeSlackBits();
        return Math.max(
                laterBands.words(slackBits, 0),
                Math.max(laterTiles.words(slackBits, 0), firstPixel.words(slackBits, 0)));
    }

    private NestedMaximum groups(int from) {
        NestedMaximum.Level level = new NestedMaximum.Level(pair.wordBits(), units.groups());
        for (int position = from; position < units.groups(); position++) {
            level.add(writtenInPixelBits(position), groupLows[units.group(position)]);
        }
        return level.build();
    }

    private long writtenInPixelBits(int position) {
        if (position == 0) {
            return -pair.unwrittenGapBits();
        }
        if (units.groupsBackwards()) {
            return pair.write().pixelBits();
        }
        return pair.lanesBeforeFirstGroupBits()
                + (long) units.channels().start(position) * pair.write().elementBits();
    }

    private NestedMaximum firstTile(NestedMaximum groups) {
        return new NestedMaximum.Level(groups, 1).add(0, columnLows[0]).build();
    }

    private NestedMaximum laterTiles(NestedMaximum groups) {
        NestedMaximum.Level level = new NestedMaximum.Level(groups, columnLows.length);
        for (int tile = 1; tile < columnLows.length; tile++) {
            level.add(units.columns().start(tile) * pair.write().pixelBits(), columnLows[tile]);
        }
        return level.build();
    }

    private NestedMaximum bands(NestedMaximum columns, int from, boolean upToLastRow) {
        NestedMaximum.Level level = new NestedMaximum.Level(columns, rowLows.length);
        for (int band = from; band < rowLows.length; band++) {
            int row = upToLastRow ? units.rows().end(band) - 1 : units.rows().start(band);
            level.add(row * pair.writtenRowBits(), rowLows[band]);
        }
        return level.build();
    }

    private NestedMaximum firstBand(NestedMaximum columns) {
        return new NestedMaximum.Level(columns, 1).add(0, rowLows[0]).build();
    }
}
