package dev.shingle.mapper.place.sections;

/**
 * Least height by trying every order of buffers, each pushed as low as those before allow (below a gap or over it: an order
 * lays a buffer at the lowest offset that is free). Knows nothing of sections.
 */
final class BruteForce {

    static final long NONE = Long.MAX_VALUE;

    private final Rectangles rectangles;
    private final long[] offsets;
    private final boolean[] isLaid;
    private long best = NONE;

    private BruteForce(Rectangles rectangles) {
        this.rectangles = rectangles;
        offsets = new long[rectangles.count()];
        isLaid = new boolean[rectangles.count()];
    }

    /** {@link #NONE} if fixed buffers exclude each other. */
    static long leastHeight(Rectangles rectangles) {
        BruteForce force = new BruteForce(rectangles);
        int fixed = 0;
        for (int b = 0; b < rectangles.count(); b++) {
            if (rectangles.isFixed(b)) {
                if (!force.isFree(b, rectangles.fixedOffset(b))) {
                    return NONE;
                }
                force.offsets[b] = rectangles.fixedOffset(b);
                force.isLaid[b] = true;
                fixed++;
            }
        }
        force.lay(fixed);
        return force.best;
    }

    private void lay(int laid) {
        if (laid == offsets.length) {
            best = Math.min(best, rectangles.height(offsets));
            return;
        }
        for (int b = 0; b < offsets.length; b++) {
            if (!isLaid[b]) {
                offsets[b] = lowest(b);
                isLaid[b] = true;
                lay(laid + 1);
                isLaid[b] = false;
            }
        }
    }

    private long lowest(int buffer) {
        long offset = 0;
        while (!isFree(buffer, offset)) {
            offset += rectangles.alignment(buffer);
        }
        return offset;
    }

    private boolean isFree(int buffer, long offset) {
        for (int c = 0; c < offsets.length; c++) {
            if (isLaid[c]
                    && rectangles.conflict(buffer, c)
                    && offset < offsets[c] + rectangles.size(c)
                    && offsets[c] < offset + rectangles.size(buffer)) {
                return false;
            }
        }
        return true;
    }
}
