package dev.shingle.fpga.descriptor;

/**
 * Where the elements of a tensor are in the scratchpad. Pixel p, channel c is byte {@code p*pixelBytes + c}, counted from
 * the first byte of word {@code baseWord}.
 *
 * @param name the buffer's name
 * @param tag the buffer's number, from 1; what the monitor calls it
 * @param baseWord first word
 * @param rows rows of pixels
 * @param columns columns of pixels
 * @param channels channels of a pixel
 * @param pixelBytes bytes from one pixel to the next
 * @param dense pixels follow each other without padding, and need not start at words
 */
public record TensorPlace(
        String name, int tag, long baseWord, int rows, int columns, int channels, long pixelBytes, boolean dense) {

    /** The same bytes as another grid of pixels. */
    TensorPlace as(int otherRows, int otherColumns, int otherChannels, long otherPixelBytes) {
        return new TensorPlace(name, tag, baseWord, otherRows, otherColumns, otherChannels, otherPixelBytes, dense);
    }

    /** Pixels of the tensor. */
    public long pixels() {
        return (long) rows * columns;
    }

    long rowBytes() {
        return Math.multiplyExact(pixelBytes, columns);
    }
}
