package dev.shingle.sim.kernels.movement;

/**
 * A route whose coordinates are independent of each other: each index of each dimension adds its own offset.
 *
 * <pre>
 *   mirrored pad by 1 of 2x3:   rows  3 0 3 0     columns  1 0 1 2 1       element (r, c) is rows[r] + columns[c]
 * </pre>
 *
 * An index whose offset is {@link Run#BORDER} lies in a border, whatever the others are.
 */
final class TableRoute implements Route {

    private final long[][] offsets;
    private final int[] together;

    /** Offsets of each dimension, outermost first. */
    TableRoute(long[][] offsets) {
        this.offsets = offsets;
        long[] inner = offsets[offsets.length - 1];
        together = new int[inner.length];
        for (int i = inner.length - 1; i >= 0; i--) {
            boolean goesOn = i + 1 < inner.length
                    && (inner[i] == Run.BORDER ? inner[i + 1] == Run.BORDER : inner[i + 1] == inner[i] + 1);
            together[i] = goesOn ? together[i + 1] + 1 : 1;
        }
    }

    @Override
    public void follow(long element, Run run) {
        int last = offsets.length - 1;
        int inner = (int) (element % offsets[last].length);
        long rest = element / offsets[last].length;
        long source = offsets[last][inner];
        int count = together[inner];
        for (int dimension = last - 1; dimension >= 0; dimension--) {
            long[] own = offsets[dimension];
            long offset = own[(int) (rest % own.length)];
            rest /= own.length;
            if (offset == Run.BORDER && source != Run.BORDER) {
                // The whole rest of the innermost dimension is border, then.
                source = Run.BORDER;
                count = offsets[last].length - inner;
            } else if (source != Run.BORDER) {
                source += offset;
            }
        }
        run.set(0, source, count);
    }
}
