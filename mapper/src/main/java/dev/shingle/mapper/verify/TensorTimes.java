package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;
import java.util.Arrays;

/**
 * Times of a tensor whose elements have a time that is a pixel's part plus a channel's part. A word takes the earliest or
 * the latest of the elements that have a bit in it (docs/model.md equation 1).
 *
 * <p>Where every pixel starts on a word boundary, the channel part is folded once into a table over the words of a pixel,
 * and a word costs one addition. Elsewhere the elements of each word are looked at one by one.
 *
 * <p>In the words of a buffer that are not the tensor's own, because it is a slice of a joint tensor, nothing happens:
 * neither before its first word and behind its last one, nor in the channels that lie between its pixels.
 */
final class TensorTimes implements WordTimes {

    /** Time of a pixel, or {@link WordTimes#NEVER}. */
    interface PixelTimes {
        long at(int row, int column);
    }

    /** Which of several elements' times a word takes. */
    enum Pick {
        EARLIEST,
        LATEST
    }

    private final TensorLayout layout;
    private final int columns;
    private final PixelTimes pixelTimes;
    private final int[] channelTimes;
    private final Pick pick;
    private int[] wordParts = {};
    private boolean isUniform;

    /** {@code channelTimes} has one entry per stored channel, {@link WordTimes#NEVER} where nothing happens. */
    TensorTimes(TensorLayout layout, int columns, PixelTimes pixelTimes, int[] channelTimes, Pick pick) {
        this.layout = layout;
        this.columns = columns;
        this.pixelTimes = pixelTimes;
        this.channelTimes = layout.gapBits() == 0 ? channelTimes : withOthers(channelTimes, layout.pixelStride());
        this.pick = pick;
    }

    /** One entry per channel of a joint pixel, counted from the slice's first channel. */
    private static int[] withOthers(int[] own, int pixelStride) {
        int[] all = Arrays.copyOf(own, pixelStride);
        Arrays.fill(all, own.length, pixelStride, (int) NEVER);
        return all;
    }

    /** Made when it is first needed: there are tensors of one pixel and millions of channels. */
    private void foldChannels() {
        wordParts = layout.wordBits() == layout.elementBits() ? channelTimes : foldedChannels();
        isUniform = Arrays.stream(wordParts).allMatch(part -> part == wordParts[0]);
    }

    private int[] foldedChannels() {
        int[] parts = new int[Math.toIntExact(layout.pixelBits() / layout.wordBits())];
        for (int word = 0; word < parts.length; word++) {
            long time = NEVER;
            int last = (int) (((word + 1L) * layout.wordBits() - 1) / layout.elementBits());
            for (int channel = (int) ((long) word * layout.wordBits() / layout.elementBits());
                    channel <= last;
                    channel++) {
                time = picked(time, channelTimes[channel]);
            }
            parts[word] = (int) time;
        }
        return parts;
    }

    @Override
    public void fill(long firstWord, int count, long[] times) {
        if (layout.isPixelAligned()) {
            if (wordParts.length == 0) {
                foldChannels();
            }
            fillOwn(firstWord, count, times);
        } else {
            for (int i = 0; i < count; i++) {
                times[i] = timeOf(firstWord + i, Long.MAX_VALUE);
            }
        }
    }

    @Override
    public long at(long word) {
        return timeOf(word, Long.MAX_VALUE);
    }

    private void fillOwn(long firstWord, int count, long[] times) {
        long from = Math.max(firstWord, layout.startWord());
        long end = Math.min(firstWord + count, layout.endWord(layout.pixels() - 1));
        if (from >= end) {
            Arrays.fill(times, 0, count, NEVER);
            return;
        }
        int before = (int) (from - firstWord);
        int own = (int) (end - from);
        Arrays.fill(times, 0, before, NEVER);
        fillAligned(from - layout.startWord(), before, before + own, times);
        Arrays.fill(times, before + own, count, NEVER);
    }

    private void fillAligned(long firstWord, int from, int end, long[] times) {
        long pixel = firstWord / wordParts.length;
        int word = (int) (firstWord % wordParts.length);
        int row = (int) (pixel / columns);
        int column = (int) (pixel % columns);
        int done = from;
        while (done < end) {
            int run = Math.min(wordParts.length - word, end - done);
            fillPixel(pixelTimes.at(row, column), word, times, done, run);
            done += run;
            word = 0;
            if (++column == columns) {
                column = 0;
                row++;
            }
        }
    }

    private void fillPixel(long pixelTime, int word, long[] times, int from, int run) {
        if (pixelTime == NEVER || isUniform) {
            boolean never = pixelTime == NEVER || wordParts[0] == NEVER;
            Arrays.fill(times, from, from + run, never ? NEVER : pixelTime + wordParts[0]);
            return;
        }
        for (int i = 0; i < run; i++) {
            int part = wordParts[word + i];
            times[from + i] = part == NEVER ? NEVER : pixelTime + part;
        }
    }

    /** The latest event of a word before {@code limit}; only for times that pick the latest. */
    long latestBefore(long word, long limit) {
        if (pick != Pick.LATEST) {
            throw new AssertionError("asked times that pick the " + pick + " for a latest one");
        }
        return timeOf(word, limit);
    }

    private long timeOf(long bufferWord, long limit) {
        long word = bufferWord - layout.startWord();
        if (word < 0) {
            return NEVER;
        }
        long first = Math.multiplyExact(word, (long) layout.wordBits()) / layout.elementBits();
        long last = ((word + 1) * layout.wordBits() - 1) / layout.elementBits();
        last = Math.min(last, layout.pixels() * layout.pixelStride() - 1);
        long time = NEVER;
        for (long element = first; element <= last; element++) {
            long elementTime = elementTime(element);
            time = elementTime < limit ? picked(time, elementTime) : time;
        }
        return time;
    }

    private long elementTime(long element) {
        int channelTime = channelTimes[(int) (element % layout.pixelStride())];
        if (channelTime == NEVER) {
            return NEVER;
        }
        long pixel = element / layout.pixelStride();
        long pixelTime = pixelTimes.at((int) (pixel / columns), (int) (pixel % columns));
        return pixelTime == NEVER ? NEVER : pixelTime + channelTime;
    }

    private long picked(long one, long other) {
        if (one == NEVER || other == NEVER) {
            return Math.max(one, other);
        }
        return pick == Pick.EARLIEST ? Math.min(one, other) : Math.max(one, other);
    }
}
