package dev.shingle.mapper.place.sections;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Fills the lowest stretch of the skyline with the first buffer in the order that lives within it; a stretch into which nothing fits rises to its lower neighbour.
 *
 * <pre>
 *        +--+                      the stretch u .. v is the lowest; buffers that live within
 *        |  |      +---+           [u, v] may rest there
 *   +----+  u------v   +--+
 * </pre>
 *
 * The buffers are the leaves of a tournament tree in their order; a node knows the latest begin and the earliest end below
 * it, so that the first buffer within [u, v] is found without looking at most of the others. With stretches in a queue by
 * height, n buffers take O(n log n) plus what the tree visits in vain.
 */
final class SkylineDive implements Dive {

    private static final int NONE = -1;

    private final Sections sections;
    private final int leaves;
    private final int[] latestFirst;
    private final int[] earliestLast;
    private final int[] order;

    /** Stretches by their first section: last section and height; the neighbours follow from {@link #startOf}. */
    private final int[] endOf;

    private final int[] startOf;
    private final long[] height;
    private final int[] version;

    SkylineDive(Sections sections) {
        this.sections = sections;
        int n = sections.rectangles.count();
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * n - 1)));
        latestFirst = new int[2 * leaves];
        earliestLast = new int[2 * leaves];
        order = new int[n];
        endOf = new int[sections.count];
        startOf = new int[sections.count];
        height = new long[sections.count];
        version = new int[sections.count];
    }

    private record Stretch(long height, int start, int version) {}

    @Override
    public long[] place(double[] rank, BooleanSupplier mustStop) {
        fillTree(rank);
        int n = order.length;
        long[] offsets = new long[n];
        if (n == 0) {
            return offsets;
        }
        PriorityQueue<Stretch> queue =
                new PriorityQueue<>(Comparator.comparingLong(Stretch::height).thenComparingInt(Stretch::start));
        setStretch(0, sections.count - 1, 0, queue);
        int placed = 0;
        while (placed < n) {
            Stretch lowest = queue.remove();
            int u = lowest.start;
            if (lowest.version != version[u]) {
                continue;
            }
            int leaf = find(1, 0, leaves, u, endOf[u]);
            if (leaf == NONE) {
                rise(u, queue);
                continue;
            }
            int b = order[leaf];
            if (placed % ASK_EVERY == 0 && mustStop.getAsBoolean()) {
                return STOPPED;
            }
            offsets[b] = height[u];
            remove(leaf);
            placed++;
            lay(b, u, queue);
        }
        return offsets;
    }

    private void fillTree(double[] rank) {
        Integer[] sorted = new Integer[order.length];
        Arrays.setAll(sorted, b -> b);
        Arrays.sort(sorted, Comparator.comparingDouble((Integer b) -> -rank[b]).thenComparing(b -> b));
        Arrays.fill(latestFirst, NONE);
        Arrays.fill(earliestLast, Integer.MAX_VALUE);
        for (int i = 0; i < order.length; i++) {
            order[i] = sorted[i];
            latestFirst[leaves + i] = sections.first[sorted[i]];
            earliestLast[leaves + i] = sections.last[sorted[i]];
        }
        for (int node = leaves - 1; node >= 1; node--) {
            update(node);
        }
    }

    private void update(int node) {
        latestFirst[node] = Math.max(latestFirst[2 * node], latestFirst[2 * node + 1]);
        earliestLast[node] = Math.min(earliestLast[2 * node], earliestLast[2 * node + 1]);
    }

    private void remove(int leaf) {
        int node = leaves + leaf;
        latestFirst[node] = NONE;
        earliestLast[node] = Integer.MAX_VALUE;
        for (node /= 2; node >= 1; node /= 2) {
            update(node);
        }
    }

    /** First leaf under the node whose buffer lives within the sections u .. v. */
    private int find(int node, int from, int width, int u, int v) {
        if (latestFirst[node] < u || earliestLast[node] > v) {
            return NONE;
        }
        if (width == 1) {
            return from;
        }
        int half = width / 2;
        int left = find(2 * node, from, half, u, v);
        return left != NONE ? left : find(2 * node + 1, from + half, half, u, v);
    }

    private void lay(int buffer, int u, PriorityQueue<Stretch> queue) {
        int v = endOf[u];
        long floor = height[u];
        int first = sections.first[buffer];
        int last = sections.last[buffer];
        if (u < first) {
            setStretch(u, first - 1, floor, queue);
        }
        setStretch(first, last, floor + sections.rectangles.size(buffer), queue);
        if (last < v) {
            setStretch(last + 1, v, floor, queue);
        }
        merge(first, queue);
    }

    private void rise(int u, PriorityQueue<Stretch> queue) {
        int v = endOf[u];
        long left = u == 0 ? Long.MAX_VALUE : height[startOf[u - 1]];
        long right = v + 1 == sections.count ? Long.MAX_VALUE : height[v + 1];
        if (Math.min(left, right) == Long.MAX_VALUE) {
            throw new AssertionError("nothing fits into all of time");
        }
        setStretch(u, v, Math.min(left, right), queue);
        merge(u, queue);
    }

    /** Joins a stretch with neighbours of the same height. */
    private void merge(int start, PriorityQueue<Stretch> queue) {
        int u = start;
        int v = endOf[u];
        if (v + 1 < sections.count && height[v + 1] == height[u]) {
            v = endOf[v + 1];
        }
        if (u > 0 && height[startOf[u - 1]] == height[u]) {
            u = startOf[u - 1];
        }
        if (u != start || v != endOf[start]) {
            version[start]++;
            version[endOf[start] + 1 <= v ? endOf[start] + 1 : start]++;
            setStretch(u, v, height[start], queue);
        }
    }

    private void setStretch(int start, int end, long newHeight, PriorityQueue<Stretch> queue) {
        endOf[start] = end;
        startOf[end] = start;
        height[start] = newHeight;
        version[start]++;
        queue.add(new Stretch(newHeight, start, version[start]));
    }
}
