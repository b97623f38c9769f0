package dev.shingle.sim.kernels.window;

import dev.shingle.networks.Window;
import java.util.BitSet;

/**
 * The input columns that the windows of output columns {@code [first, end)} cover, from the first tap of the first window to
 * the last tap of the last one. Those that some tap reads form runs; strides and dilations leave gaps between them.
 */
final class NeededColumns {

    static final NeededColumns NONE = new NeededColumns(0, 0, 0, 0, 0, new int[0]);

    private final int first;
    private final int end;
    private final int origin;
    private final int count;
    private final int width;
    private final int[] bounds;

    private NeededColumns(int first, int end, int origin, int count, int width, int[] bounds) {
        this.first = first;
        this.end = end;
        this.origin = origin;
        this.count = count;
        this.width = width;
        this.bounds = bounds;
    }

    static NeededColumns of(Window window, int width, int first, int end) {
        int origin = Math.subtractExact(
                Math.multiplyExact(first, window.strideWidth()),
                window.padding().left());
        int count = Math.addExact(Math.multiplyExact(end - 1 - first, window.strideWidth()), window.extentWidth());
        boolean hasGaps =
                window.dilationWidth() > 1 || (end - first > 1 && window.strideWidth() > window.kernelWidth());
        int[] bounds = hasGaps ? gaps(window, width, origin, end - first) : oneRun(width, origin, count);
        return new NeededColumns(first, end, origin, count, width, bounds);
    }

    private static int[] oneRun(int width, int origin, int count) {
        int from = Math.max(0, origin);
        int to = Math.min(width, origin + count);
        return from < to ? new int[] {from, to} : new int[0];
    }

    private static int[] gaps(Window window, int width, int origin, int windows) {
        BitSet needed = new BitSet();
        for (int position = 0; position < windows; position++) {
            for (int tap = 0; tap < window.kernelWidth(); tap++) {
                int column = origin + position * window.strideWidth() + tap * window.dilationWidth();
                if (column >= 0 && column < width) {
                    needed.set(column);
                }
            }
        }
        int[] bounds = new int[2 * needed.cardinality()];
        int used = 0;
        for (int from = needed.nextSetBit(0); from >= 0; from = needed.nextSetBit(bounds[used - 1])) {
            bounds[used++] = from;
            bounds[used++] = needed.nextClearBit(from);
        }
        return java.util.Arrays.copyOf(bounds, used);
    }

    boolean isFor(int firstOutput, int endOutput) {
        return first == firstOutput && end == endOutput;
    }

    /** Input column that stands first; negative in the padding. */
    int origin() {
        return origin;
    }

    int count() {
        return count;
    }

    int paddingBefore() {
        return Math.min(count, Math.max(0, -origin));
    }

    int paddingBehind() {
        return Math.min(count, Math.max(0, origin + count - width));
    }

    int runs() {
        return bounds.length / 2;
    }

    int firstOfRun(int run) {
        return bounds[2 * run];
    }

    int endOfRun(int run) {
        return bounds[2 * run + 1];
    }
}
