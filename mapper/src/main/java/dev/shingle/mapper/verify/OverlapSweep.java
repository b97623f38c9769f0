package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the pairs of rectangles that overlap, and finds the first few, by a sweep over time.
 *
 * <pre>
 *   bytes |      +---------+        when c begins, a and b are active; of those
 *         |  +---|--+   b  |          2 have their low end below c's high end,
 *         |  | a | c|      |          0 have their high end at or below c's low end,
 *         |  +---|--+------+        so c overlaps 2 - 0 of them
 *         +----------------------> time
 * </pre>
 *
 * <p>Counting needs two Fenwick trees, of the active low ends and of the active high ends: {@code O(n log n)} for n
 * rectangles, even where all of them overlap. Naming a partner takes a search tree ({@link ActivePieces}), another
 * {@code O(log n)} for each one named. Pieces of the same buffer follow each other and never overlap.
 */
final class OverlapSweep {

    /** Two pieces that overlap; the second began later, or at the same time with a higher number. */
    record Pair(Piece first, Piece second) {}

    private final Piece[] byBegin;
    private final long[] lows;
    private final long[] highs;
    private final long[] activeLows;
    private final long[] activeHighs;
    private final ActivePieces active;
    private final int wanted;
    private final List<Pair> first = new ArrayList<>();
    private long count;

    /**
     * Runs the sweep.
     *
     * @param wanted how many pairs to name at most
     */
    OverlapSweep(List<Piece> pieces, int wanted) {
        this.byBegin = pieces.toArray(Piece[]::new);
        Arrays.sort(byBegin, Comparator.comparingLong(Piece::lower).thenComparingInt(Piece::buffer));
        this.lows = pieces.stream().mapToLong(Piece::low).sorted().toArray();
        this.highs = pieces.stream().mapToLong(Piece::high).sorted().toArray();
        this.activeLows = new long[lows.length + 1];
        this.activeHighs = new long[highs.length + 1];
        this.active = new ActivePieces(pieces);
        this.wanted = wanted;
        sweep();
    }

    /** All pairs that overlap. */
    long count() {
        return count;
    }

    /** The first of them in time, at most as many as were wanted. */
    ImmutableList<Pair> first() {
        return ImmutableList.copyOf(first);
    }

    private void sweep() {
        Piece[] byEnd = byBegin.clone();
        Arrays.sort(byEnd, Comparator.comparingLong(Piece::upper));
        int ended = 0;
        for (Piece piece : byBegin) {
            while (byEnd[ended].upper() <= piece.lower()) {
                change(byEnd[ended], -1);
                active.remove(byEnd[ended++]);
            }
            long overlapped =
                    before(activeLows, below(lows, piece.high())) - before(activeHighs, below(highs, piece.low() + 1));
            if (overlapped > 0) {
                count += overlapped;
                active.overlapping(piece, wanted - first.size()).forEach(other -> first.add(new Pair(other, piece)));
            }
            change(piece, 1);
            active.add(piece);
        }
    }

    private void change(Piece piece, int by) {
        add(activeLows, below(lows, piece.low()), by);
        add(activeHighs, below(highs, piece.high()), by);
    }

    /** How many of the sorted values are less. */
    private static int below(long[] sorted, long value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static void add(long[] fenwick, int index, int by) {
        for (int i = index + 1; i < fenwick.length; i += i & -i) {
            fenwick[i] += by;
        }
    }

    /** Sum of the first {@code end} entries. */
    private static long before(long[] fenwick, int end) {
        long sum = 0;
        for (int i = end; i > 0; i -= i & -i) {
            sum += fenwick[i];
        }
        return sum;
    }
}
