package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Distance;

/**
 * The distance under a line buffer: each input word is read once, in order, and a pixel is written when the last word that
 * it or any pixel before it needs has been read.
 *
 * <p>Between two writes the words read only move on, so only the first read after each write counts:
 *
 * <pre>
 *    D = max over pixels p whose last word is not the last one streamed of ( end of p - words streamed when p was complete )
 * </pre>
 *
 * A row that reaches no further down than the rows above it is complete before it starts. In any other row the words
 * streamed depend on the row's last input row and the furthest input column so far, which makes a sum again (see {@link
 * NestedMaximum}): O(rows + columns). Columns in front of the first one that reads (windows wholly in the padding), and the
 * last pixels, which share the last word streamed, are looked at one by one.
 */
final class LineBufferDistance {

    private final Pair pair;
    private final Axis rows;
    private final long pixelBits;
    private final long slackBits;
    private final int wordBits;
    /** Furthest column position up to each column, {@link Axis#NOTHING} before the first one that reads. */
    private final long[] columnEnds;
    /** Behind the last channel of a pixel. */
    private final long channelEnd;

    private final long firstWord;
    private final long endWord;
    /** Words of other parts between the end of what a pixel needs and the next word of the stream. */
    private final long skippedWords;

    private final NestedMaximum columns;

    private LineBufferDistance(Pair pair, Reads.Separable reads) {
        this.pair = pair;
        Reads.Separable ordered = pair.inTraversalOrder(reads);
        this.rows = ordered.rows();
        this.pixelBits = pair.write().pixelBits();
        this.slackBits = pair.writeSlackBits() - pair.unwrittenGapBits();
        this.wordBits = pair.wordBits();
        this.columnEnds = columnEnds(ordered.columns());
        int channels = ordered.channels().length();
        this.channelEnd = ordered.channels().highest(0, channels);
        long firstRow = rows.lowest(0, rows.length());
        long firstColumn = ordered.columns().lowest(0, columnEnds.length);
        boolean nothing = firstRow == Axis.NOTHING || firstColumn == Axis.NOTHING;
        long lowestChannel = ordered.channels().lowest(0, channels);
        this.firstWord = nothing ? 0 : Math.floorDiv(firstRow + firstColumn + lowestChannel, (long) wordBits);
        this.endWord = nothing ? 0 : words(rows.highest(0, rows.length()) + lastColumnEnd());
        this.skippedWords = skippedWords();
        this.columns = columnLevel();
    }

    /**
     * A stream through a slice leaves out what lies between its pixels. Every pixel that completes does so with the last
     * real channel of an input pixel, so what is left out after it is the same for all.
     */
    private long skippedWords() {
        TensorLayout read = pair.read();
        boolean moreOfPixel = !pair.isReverse() && read.lastWord(0, read.channels() - 1) + 1 < read.endWord(0);
        return moreOfPixel ? 0 : read.gapBits() / wordBits;
    }

    static Distance of(Pair pair, Reads.Separable reads) {
        LineBufferDistance search = new LineBufferDistance(pair, reads);
        long words = search.search();
        return words == NestedMaximum.NONE ? Distance.FREE : Distance.ofWords(words);
    }

    private static long[] columnEnds(Axis columns) {
        long[] ends = new long[columns.length()];
        long furthest = Long.MIN_VALUE;
        for (int c = 0; c < ends.length; c++) {
            furthest = columns.reads(c) ? Math.max(furthest, columns.high(c)) : furthest;
            ends[c] = furthest == Long.MIN_VALUE ? Axis.NOTHING : furthest;
        }
        return ends;
    }

    private NestedMaximum columnLevel() {
        NestedMaximum.Level level = new NestedMaximum.Level(wordBits, columnEnds.length);
        for (int c = 0; c < columnEnds.length; c++) {
            level.add((c + 1) * pixelBits, columnEnds[c]);
        }
        return level.build();
    }

    private long lastColumnEnd() {
        return columnEnds[columnEnds.length - 1];
    }

    /** Words that hold so many bits, channels of the last pixel included. */
    private long words(long positionBits) {
        return -Math.floorDiv(-(positionBits + channelEnd), (long) wordBits);
    }

    private long search() {
        boolean byRow = pair.machine().writeGranularity() instanceof WriteGranularity.Row;
        long best = NestedMaximum.NONE;
        long furthestRow = Long.MIN_VALUE;
        long streamed = firstWord;
        for (int r = 0; r < rows.length() && streamed < endWord; r++) {
            if (rows.reads(r) && rows.high(r) > furthestRow) {
                furthestRow = rows.high(r);
                if (!byRow) {
                    best = Math.max(best, withinRow(r, furthestRow, streamed));
                }
                streamed = Math.max(streamed, words(furthestRow + lastColumnEnd()));
            }
            best = Math.max(best, candidate((r + 1) * pair.writtenRowBits(), streamed));
        }
        return best;
    }

    /** Pixels of a row that needs more input than all rows above it, for which {@code streamed} words were enough. */
    private long withinRow(int row, long rowEnd, long streamed) {
        long before = row * pair.writtenRowBits();
        if (words(rowEnd + lastColumnEnd()) < endWord) {
            int first = firstReadingColumn();
            long best = first > 0 ? candidate(before + first * pixelBits, streamed) : NestedMaximum.NONE;
            // ceil(x / w) is floor((x + w - 1) / w)
            long complete = columns.words(before + slackBits, rowEnd + channelEnd + wordBits - 1);
            return complete == NestedMaximum.NONE ? best : Math.max(best, complete - skippedWords);
        }
        long best = NestedMaximum.NONE;
        for (int c = 0; c < columnEnds.length; c++) {
            long then = columnEnds[c] == Axis.NOTHING ? streamed : Math.max(streamed, words(rowEnd + columnEnds[c]));
            best = Math.max(best, candidate(before + (c + 1) * pixelBits, then));
        }
        return best;
    }

    private int firstReadingColumn() {
        int first = 0;
        while (columnEnds[first] == Axis.NOTHING) {
            first++;
        }
        return first;
    }

    private long candidate(long writtenBits, long streamedWords) {
        if (streamedWords >= endWord) {
            return NestedMaximum.NONE;
        }
        long next = streamedWords == firstWord ? firstWord : streamedWords + skippedWords;
        return -Math.floorDiv(-(writtenBits + slackBits), (long) wordBits) - next;
    }
}
