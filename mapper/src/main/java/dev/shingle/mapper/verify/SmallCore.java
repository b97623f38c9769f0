package dev.shingle.mapper.verify;

import java.util.Arrays;
import java.util.List;

/**
 * The least height of a handful of buffers with linear addresses: for every pair both orders are tried, 2^(k (k-1) / 2)
 * choices for k buffers, and each choice that has no contradiction gives least starts.
 */
final class SmallCore {

    private static final long NO_EDGE = Long.MIN_VALUE;

    private final List<Integer> buffers;
    private final LeastPacking clearances;
    private final long[][] edges;
    private long least = Long.MAX_VALUE;

    SmallCore(List<Integer> buffers, LeastPacking clearances) {
        this.buffers = buffers;
        this.clearances = clearances;
        this.edges = new long[buffers.size()][buffers.size()];
        for (long[] row : edges) {
            Arrays.fill(row, NO_EDGE);
        }
    }

    long leastHeight() {
        choose(0, 1);
        return least;
    }

    private void choose(int i, int j) {
        if (j == buffers.size()) {
            if (i + 2 < buffers.size()) {
                choose(i + 1, i + 2);
            } else {
                least = Math.min(least, height());
            }
            return;
        }
        edges[i][j] = clearances.clearance(buffers.get(i), buffers.get(j));
        choose(i, j + 1);
        edges[i][j] = NO_EDGE;
        edges[j][i] = clearances.clearance(buffers.get(j), buffers.get(i));
        choose(i, j + 1);
        edges[j][i] = NO_EDGE;
    }

    /** Starts rise from 0 until every chosen order holds; if they still rise after k rounds, none can. */
    private long height() {
        long[] starts = new long[buffers.size()];
        for (int round = 0; round < starts.length; round++) {
            if (!raise(starts)) {
                return highestEnd(starts);
            }
        }
        return raise(starts) ? Long.MAX_VALUE : highestEnd(starts);
    }

    private boolean raise(long[] starts) {
        boolean raised = false;
        for (int i = 0; i < starts.length; i++) {
            for (int j = 0; j < starts.length; j++) {
                if (edges[i][j] != NO_EDGE && starts[i] + edges[i][j] > starts[j]) {
                    starts[j] = starts[i] + edges[i][j];
                    raised = true;
                }
            }
        }
        return raised;
    }

    private long highestEnd(long[] starts) {
        long highest = 0;
        for (int i = 0; i < starts.length; i++) {
            highest = Math.max(highest, starts[i] + clearances.size(buffers.get(i)));
        }
        return highest;
    }
}
