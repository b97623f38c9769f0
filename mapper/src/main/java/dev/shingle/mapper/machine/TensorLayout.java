package dev.shingle.mapper.machine;

/**
 * The words of one tensor, counted from its start. Pixels count in raster order, the batch included.
 *
 * @param wordBits bits of a word
 * @param elementBits bits of an element; may exceed the word, an element then spans several words
 * @param storedChannels channels per pixel with padding
 * @param channels channels per pixel that carry data
 * @param pixels pixels of the tensor
 */
public record TensorLayout(int wordBits, int elementBits, int storedChannels, int channels, long pixels) {

    /** Bits from one pixel to the next. */
    public long pixelBits() {
        return (long) storedChannels * elementBits;
    }

    /** Whether every pixel starts on a word boundary. */
    public boolean isPixelAligned() {
        return pixelBits() % wordBits == 0;
    }

    /** First word that holds a bit of the element. */
    public long firstWord(long pixel, int channel) {
        return bit(pixel, channel) / wordBits;
    }

    /** Last word that holds a bit of the element. */
    public long lastWord(long pixel, int channel) {
        return (bit(pixel, channel) + elementBits - 1) / wordBits;
    }

    /** Words from the tensor's start to the end of its last padded pixel. */
    public long sizeWords() {
        return (Math.multiplyExact(pixels, pixelBits()) + wordBits - 1) / wordBits;
    }

    private long bit(long pixel, int channel) {
        return pixel * pixelBits() + (long) channel * elementBits;
    }
}
