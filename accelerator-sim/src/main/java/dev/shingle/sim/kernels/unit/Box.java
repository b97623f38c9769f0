package dev.shingle.sim.kernels.unit;

import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Moves a box of elements between a tensor and a dense buffer, in the longest runs there are: one for whole rows, one for
 * each row of whole pixels, otherwise one for each pixel.
 */
public final class Box {

    /** Something that moves a run of elements. */
    @FunctionalInterface
    public interface Mover<A> {

        /** Moves elements {@code [first, first + count)} from or to a buffer's position. */
        void move(long firstElement, int count, A buffer, int at);
    }

    private Box() {}

    /**
     * Moves all elements of a region of a grid.
     *
     * @param buffer region elements, row-major, from position 0
     */
    public static <A> void move(Region region, OutputGrid grid, Mover<A> mover, A buffer) {
        int channels = region.channels();
        boolean hasAllChannels = channels == grid.channels();
        boolean hasAllColumns = hasAllChannels && region.columns() == grid.columns();
        if (hasAllColumns) {
            mover.move(element(grid, region.firstRow(), 0), region.elements(), buffer, 0);
            return;
        }
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            long first = element(grid, row, region.firstColumn());
            if (hasAllChannels) {
                mover.move(first, region.columns() * channels, buffer, at);
                at += region.columns() * channels;
                continue;
            }
            for (int column = 0; column < region.columns(); column++) {
                mover.move(first + (long) column * grid.channels() + region.firstChannel(), channels, buffer, at);
                at += channels;
            }
        }
    }

    private static long element(OutputGrid grid, int row, int column) {
        return ((long) row * grid.columns() + column) * grid.channels();
    }
}
