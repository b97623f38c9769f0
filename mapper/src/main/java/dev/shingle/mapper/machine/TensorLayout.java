package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The words of one tensor, counted from the start of the buffer that it lies in. Pixels count in raster order, the batch
 * included.
 *
 * <p>Most tensors are a buffer of their own. A slice of a joint tensor (docs/model.md section 6) starts at some word of its
 * buffer and leaves the channels of the other parts out:
 *
 * <pre>
 *   buffer   | a a b b b c | a a b b b c | ...        slice b: startWord 2, storedChannels 3, pixelStride 6
 *              '- pixel 0 -' '- pixel 1 -'
 * </pre>
 *
 * @param wordBits bits of a word
 * @param elementBits bits of an element; may exceed the word, an element then spans several words
 * @param storedChannels channels per pixel with padding: what a write of the whole pixel covers
 * @param channels channels per pixel that carry data
 * @param pixels pixels of the tensor
 * @param pixelStride channels from one pixel to the next; the stored ones unless others lie between
 * @param startWord word of the buffer at which the tensor starts
 * @param sizeWords words of the whole buffer
 */
public record TensorLayout(
        int wordBits,
        int elementBits,
        int storedChannels,
        int channels,
        long pixels,
        int pixelStride,
        long startWord,
        long sizeWords) {

    public TensorLayout {
        checkArgument(
                pixelStride >= storedChannels,
                "pixels of %s stored channels cannot follow each other after %s",
                storedChannels,
                pixelStride);
        checkArgument(startWord >= 0, "a tensor starts at word %s of its buffer", startWord);
    }

    /** A tensor that is a buffer of its own, from its start to the end of its last padded pixel. */
    static TensorLayout whole(int wordBits, int elementBits, int storedChannels, int channels, long pixels) {
        long bits = Math.multiplyExact(pixels, (long) storedChannels * elementBits);
        long words = (bits + wordBits - 1) / wordBits;
        return new TensorLayout(wordBits, elementBits, storedChannels, channels, pixels, storedChannels, 0, words);
    }

    /** The same tensor as part of a buffer of so many words. */
    public TensorLayout within(long bufferWords, long newStartWord, int newPixelStride) {
        return new TensorLayout(
                wordBits, elementBits, storedChannels, channels, pixels, newPixelStride, newStartWord, bufferWords);
    }

    /** Bits from one pixel to the next. */
    public long pixelBits() {
        return (long) pixelStride * elementBits;
    }

    /** Bits behind a pixel that belong to other tensors. */
    public long gapBits() {
        return (long) (pixelStride - storedChannels) * elementBits;
    }

    /** Whether nothing lies between the last channel of a pixel and the first one of the next. */
    public boolean isGapless() {
        return pixelStride == channels;
    }

    /** Whether every pixel starts on a word boundary. */
    public boolean isPixelAligned() {
        return pixelBits() % wordBits == 0;
    }

    /** First word that holds a bit of the element. */
    public long firstWord(long pixel, int channel) {
        return startWord + bit(pixel, channel) / wordBits;
    }

    /** Last word that holds a bit of the element. */
    public long lastWord(long pixel, int channel) {
        return startWord + (bit(pixel, channel) + elementBits - 1) / wordBits;
    }

    /** Behind the last word that holds a bit of a padded pixel. */
    public long endWord(long pixel) {
        return lastWord(pixel, storedChannels - 1) + 1;
    }

    private long bit(long pixel, int channel) {
        return pixel * pixelBits() + (long) channel * elementBits;
    }
}
