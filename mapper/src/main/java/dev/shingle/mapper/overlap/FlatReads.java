package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.TensorLayout;

/**
 * Reads of operators that take the operand's elements in flat order while its layout leaves gaps between pixels: element f
 * is channel {@code f % channels} of pixel {@code f / channels}.
 *
 * @param elementsPerPixel elements from one output pixel's first to the next one's
 * @param wholePixels each output pixel reads all its elements, whatever the channels of the unit
 */
record FlatReads(Grid grid, TensorLayout read, long elementsPerPixel, boolean wholePixels) implements Reads.ByPixel {

    @Override
    public long low(int row, int column, int firstChannel, int endChannel) {
        return bit(start(row, column) + (wholePixels ? 0 : firstChannel));
    }

    @Override
    public long high(int row, int column, int firstChannel, int endChannel) {
        return bit(start(row, column) + (wholePixels ? elementsPerPixel : endChannel) - 1) + read.elementBits();
    }

    private long start(int row, int column) {
        return ((long) row * grid.columns() + column) * elementsPerPixel;
    }

    private long bit(long element) {
        long pixel = element / read.channels();
        return pixel * read.pixelBits() + (element - pixel * read.channels()) * read.elementBits();
    }
}
