package dev.shingle.mapper.place.search;

import java.util.Arrays;

/**
 * Differences between starts that are known to hold, {@code start(v) - start(u) >= w}, and everything that follows from
 * them: the longest path between every two nodes, kept up to date while edges come and, in reverse order, go.
 *
 * <pre>
 *   p --...--&gt; u ==new edge w==&gt; v --...--&gt; q        longest(p, q) = max(itself, longest(p, u) + w + longest(v, q))
 * </pre>
 *
 * <p>An edge costs O(n^2) in the worst case, and much less if little follows. Every entry remembers the edge that raised it
 * last; the paths to and from that edge are older, so a path can be unrolled, and with it the reasons for a
 * contradiction. An edge that would close a cycle of positive length is not taken.
 *
 * <p>Weights may depend on the capacity; {@code slope} is how much a weight grows when the capacity grows by one word.
 */
final class Differences {

    /** Less than any sum of weights; two of them can still be added. */
    static final long UNRELATED = Long.MIN_VALUE / 4;

    private static final int NO_EDGE = -1;

    private final int nodes;
    private final long[] longest;
    private final int[] lastEdge;
    private int edges;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private long[] weight = new long[16];
    private long[] slope = new long[16];
    private int[] reason = new int[16];
    private int[] secondReason = new int[16];
    private int trailed;
    private int[] trailedEntry = new int[64];
    private int[] trailedEdge = new int[64];
    private long[] trailedLength = new long[64];
    private final int[] sources;
    private final int[] targets;

    Differences(int nodes) {
        this.nodes = nodes;
        this.longest = new long[nodes * nodes];
        this.lastEdge = new int[nodes * nodes];
        this.sources = new int[nodes];
        this.targets = new int[nodes];
        Arrays.fill(longest, UNRELATED);
        Arrays.fill(lastEdge, NO_EDGE);
        for (int node = 0; node < nodes; node++) {
            longest[node * nodes + node] = 0;
        }
    }

    /**
     * Begins with what is known of every node but 0: {@code least <= start(v) - start(0) <= most}. All at once, since then
     * every two nodes are related: O(n^2) instead of O(n^3).
     *
     * @param perWord how much every {@code most} falls when the capacity grows by one word
     */
    void begin(long[] least, long[] most, long perWord) {
        for (int node = 1; node < nodes; node++) {
            lastEdge[node] = newEdge(0, node, least[node], 0, -1, -1);
            longest[node] = least[node];
            lastEdge[node * nodes] = newEdge(node, 0, -most[node], perWord, -1, -1);
            longest[node * nodes] = -most[node];
        }
        for (int u = 1; u < nodes; u++) {
            for (int v = 1; v < nodes; v++) {
                if (u != v) {
                    longest[u * nodes + v] = least[v] - most[u];
                    lastEdge[u * nodes + v] = lastEdge[v];
                }
            }
        }
    }

    /** The greatest w known for {@code start(v) - start(u) >= w}. */
    long longest(int u, int v) {
        return longest[u * nodes + v];
    }

    /** A state to go back to. */
    long mark() {
        return (long) trailed << Integer.SIZE | edges;
    }

    void undo(long mark) {
        int trailedThen = (int) (mark >> Integer.SIZE);
        edges = (int) mark;
        while (trailed > trailedThen) {
            trailed--;
            longest[trailedEntry[trailed]] = trailedLength[trailed];
            lastEdge[trailedEntry[trailed]] = trailedEdge[trailed];
        }
    }

    /** Whether {@code start(v) - start(u) >= w} contradicts what is known. */
    boolean contradicts(int u, int v, long w) {
        return longest[v * nodes + u] + w > 0;
    }

    /**
     * Learns that {@code start(v) - start(u) >= w}, which must not contradict what is known.
     *
     * @param why first decision that it rests on, or negative
     * @param whyToo second one, or negative
     */
    void add(int u, int v, long w, long perWord, int why, int whyToo) {
        if (longest[u * nodes + v] >= w) {
            return;
        }
        int edge = newEdge(u, v, w, perWord, why, whyToo);
        int sourceCount = 0;
        int targetCount = 0;
        for (int node = 0; node < nodes; node++) {
            if (longest[node * nodes + u] + w > longest[node * nodes + v]) {
                sources[sourceCount++] = node;
            }
            if (longest[v * nodes + node] + w > longest[u * nodes + node]) {
                targets[targetCount++] = node;
            }
        }
        for (int i = 0; i < sourceCount; i++) {
            long before = longest[sources[i] * nodes + u] + w;
            for (int j = 0; j < targetCount; j++) {
                raise(sources[i] * nodes + targets[j], before + longest[v * nodes + targets[j]], edge);
            }
        }
    }

    private void raise(int entry, long length, int edge) {
        if (length <= longest[entry] || length < UNRELATED / 2) {
            return;
        }
        if (trailed == trailedEntry.length) {
            trailedEntry = Arrays.copyOf(trailedEntry, 2 * trailed);
            trailedEdge = Arrays.copyOf(trailedEdge, 2 * trailed);
            trailedLength = Arrays.copyOf(trailedLength, 2 * trailed);
        }
        trailedEntry[trailed] = entry;
        trailedEdge[trailed] = lastEdge[entry];
        trailedLength[trailed++] = longest[entry];
        longest[entry] = length;
        lastEdge[entry] = edge;
    }

    private int newEdge(int u, int v, long w, long perWord, int why, int whyToo) {
        if (edges == from.length) {
            int more = 2 * edges;
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            weight = Arrays.copyOf(weight, more);
            slope = Arrays.copyOf(slope, more);
            reason = Arrays.copyOf(reason, more);
            secondReason = Arrays.copyOf(secondReason, more);
        }
        from[edges] = u;
        to[edges] = v;
        weight[edges] = w;
        slope[edges] = perWord;
        reason[edges] = why;
        secondReason[edges] = whyToo;
        return edges++;
    }

    /** Who follows the edges of a path. */
    interface PathReader {
        void edge(int u, long w, long perWord, int why, int whyToo);
    }

    /** The edges of the longest path from u to v in order; none if u is v. */
    void readPath(int u, int v, PathReader reader) {
        int edge = lastEdge[u * nodes + v];
        if (edge == NO_EDGE) {
            return;
        }
        readPath(u, from[edge], reader);
        reader.edge(from[edge], weight[edge], slope[edge], reason[edge], secondReason[edge]);
        readPath(to[edge], v, reader);
    }
}
