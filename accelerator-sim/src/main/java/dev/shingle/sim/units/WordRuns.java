package dev.shingle.sim.units;

import dev.shingle.mapper.machine.TensorLayout;

/**
 * Turns accesses to the channels of one tensor into ranges of words, and joins those that touch or overlap on the way:
 *
 * <pre>
 *   taps of one kernel row     [p, p+1)  [p+1, p+2)  [p+2, p+3)      three pixels
 *   reported                   [p*C ........................ )       one range of 3*C words
 * </pre>
 *
 * <p>Only neighbours in the order of the calls are joined, so nothing is reported that was not accessed. {@link #flush}
 * must be called before the unit goes on to something else.
 */
final class WordRuns {

    /** Takes a finished range of words. */
    @FunctionalInterface
    interface Sink {
        void run(long firstWord, long endWord);
    }

    private final TensorLayout layout;
    private final Sink sink;
    private final long pixelBits;
    private final int elementBits;
    private final int wordBits;
    private long pendingFirst;
    private long pendingEnd;

    WordRuns(TensorLayout layout, Sink sink) {
        this.layout = layout;
        this.sink = sink;
        pixelBits = layout.pixelBits();
        elementBits = layout.elementBits();
        wordBits = layout.wordBits();
    }

    TensorLayout layout() {
        return layout;
    }

    /** Words that hold real channels {@code [firstChannel, endChannel)} of a pixel. */
    void channels(long pixel, int firstChannel, int endChannel) {
        if (pixel < 0 || pixel >= layout.pixels() || firstChannel < 0 || endChannel > layout.channels()) {
            throw new IllegalArgumentException(
                    "channels [%d, %d) of pixel %d are outside a tensor of %d pixels with %d channels"
                            .formatted(firstChannel, endChannel, pixel, layout.pixels(), layout.channels()));
        }
        bits(
                pixel * pixelBits + (long) firstChannel * elementBits,
                pixel * pixelBits + (long) endChannel * elementBits);
    }

    /** The same, and the padding lanes too if the last real channel is among them: what a write covers. */
    void channelsAndPadding(long pixel, int firstChannel, int endChannel) {
        int end = endChannel == layout.channels() ? layout.storedChannels() : endChannel;
        bits(pixel * pixelBits + (long) firstChannel * elementBits, pixel * pixelBits + (long) end * elementBits);
    }

    /** Real elements {@code [first, end)} in flat order. */
    void elements(long first, long end) {
        int channels = layout.channels();
        for (long element = first; element < end; ) {
            long pixel = element / channels;
            int firstChannel = (int) (element % channels);
            int endChannel = (int) Math.min(channels, firstChannel + (end - element));
            channels(pixel, firstChannel, endChannel);
            element += endChannel - firstChannel;
        }
    }

    /** Those of the words {@code [first, end)} that are the tensor's own, padding lanes included. */
    void ownWords(long first, long end) {
        if (layout.gapBits() == 0) {
            words(Math.max(first, layout.startWord()), Math.min(end, layout.endWord(layout.pixels() - 1)));
            return;
        }
        long firstBit = Math.max(0, first - layout.startWord()) * wordBits;
        for (long pixel = firstBit / pixelBits; pixel < layout.pixels(); pixel++) {
            long from = Math.max(first, layout.firstWord(pixel, 0));
            long to = Math.min(end, layout.endWord(pixel));
            if (from >= end) {
                return;
            }
            if (from < to) {
                words(from, to);
            }
        }
    }

    /** Words {@code [first, end)} of the buffer. */
    private void words(long first, long end) {
        if (first >= pendingFirst && first <= pendingEnd) {
            pendingEnd = Math.max(pendingEnd, end);
        } else {
            flush();
            pendingFirst = first;
            pendingEnd = end;
        }
    }

    /** Reports what is still being joined. */
    void flush() {
        if (pendingEnd > pendingFirst) {
            sink.run(pendingFirst, pendingEnd);
        }
        pendingFirst = 0;
        pendingEnd = 0;
    }

    private void bits(long first, long end) {
        if (end > first) {
            words(layout.startWord() + first / wordBits, layout.startWord() + (end - 1) / wordBits + 1);
        }
    }
}
