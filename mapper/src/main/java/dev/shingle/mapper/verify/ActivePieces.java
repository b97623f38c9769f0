package dev.shingle.mapper.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pieces that are active now, found by the bytes that they use.
 *
 * <p>All pieces, sorted by their low end, are the leaves of a balanced tree. A node knows the highest high end of the active
 * leaves below it. The pieces that overlap {@code [low, high)} are the active leaves left of {@code high} whose high end is
 * above {@code low}; a search that enters only subtrees with such a high end finds k of them in {@code O(k log n)}.
 */
final class ActivePieces {

    private static final long NONE = Long.MIN_VALUE;

    private final Piece[] byLow;
    private final Map<Piece, Integer> rank = new HashMap<>();
    private final int leaves;
    private final long[] highest;

    /** All pieces that will ever be active; none of them is yet. */
    ActivePieces(List<Piece> pieces) {
        this.byLow = pieces.toArray(Piece[]::new);
        Arrays.sort(
                byLow,
                Comparator.comparingLong(Piece::low)
                        .thenComparingInt(Piece::buffer)
                        .thenComparingLong(Piece::lower));
        for (int i = 0; i < byLow.length; i++) {
            rank.put(byLow[i], i);
        }
        this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, byLow.length - 1)) << 1);
        this.highest = new long[2 * leaves];
        Arrays.fill(highest, NONE);
    }

    void add(Piece piece) {
        set(piece, piece.high());
    }

    void remove(Piece piece) {
        set(piece, NONE);
    }

    private void set(Piece piece, long high) {
        Integer index = rank.get(piece);
        if (index == null) {
            throw new AssertionError(piece + " is not one of the pieces");
        }
        int node = leaves + index;
        highest[node] = high;
        for (node >>= 1; node > 0; node >>= 1) {
            highest[node] = Math.max(highest[2 * node], highest[2 * node + 1]);
        }
    }

    /** Active pieces that use a byte of the given one, the lowest first, at most so many. */
    List<Piece> overlapping(Piece piece, int most) {
        List<Piece> found = new ArrayList<>();
        collect(1, 0, leaves, piece, most, found);
        return found;
    }

    private void collect(int node, int from, int width, Piece piece, int most, List<Piece> found) {
        if (found.size() >= most
                || highest[node] <= piece.low()
                || from >= byLow.length
                || byLow[from].low() >= piece.high()) {
            return;
        }
        if (width == 1) {
            found.add(byLow[from]);
            return;
        }
        collect(2 * node, from, width / 2, piece, most, found);
        collect(2 * node + 1, from + width / 2, width / 2, piece, most, found);
    }
}
