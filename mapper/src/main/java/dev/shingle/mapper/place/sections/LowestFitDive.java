package dev.shingle.mapper.place.sections;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BooleanSupplier;

/**
 * Lays one buffer after another at the lowest offset that its placed neighbours leave; fixed ones first. Knows gaps and
 * alignments; O(n^2) and a sort of the neighbours per buffer.
 */
final class LowestFitDive implements Dive {

    private final Rectangles rectangles;

    LowestFitDive(Rectangles rectangles) {
        this.rectangles = rectangles;
    }

    @Override
    public long[] place(double[] rank, BooleanSupplier mustStop) {
        int n = rectangles.count();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, b -> b);
        Arrays.sort(
                order,
                Comparator.comparing((Integer b) -> !rectangles.isFixed(b))
                        .thenComparing(b -> -rank[b])
                        .thenComparing(b -> b));
        long[] offsets = new long[n];
        for (int i = 0; i < n; i++) {
            if (i % ASK_EVERY == 0 && mustStop.getAsBoolean()) {
                return STOPPED;
            }
            int b = order[i];
            offsets[b] = rectangles.isFixed(b) ? rectangles.fixedOffset(b) : lowest(b, order, i, offsets);
        }
        return offsets;
    }

    private long lowest(int buffer, Integer[] order, int placed, long[] offsets) {
        Integer[] neighbours = Arrays.stream(order, 0, placed)
                .filter(other -> rectangles.conflict(buffer, other))
                .sorted(Comparator.comparing(other -> offsets[other]))
                .toArray(Integer[]::new);
        long alignment = rectangles.alignment(buffer);
        long offset = 0;
        for (int other : neighbours) {
            if (offset + rectangles.size(buffer) <= offsets[other]) {
                break;
            }
            long end = offsets[other] + rectangles.size(other);
            offset = Math.max(offset, (end + alignment - 1) / alignment * alignment);
        }
        return offset;
    }
}
