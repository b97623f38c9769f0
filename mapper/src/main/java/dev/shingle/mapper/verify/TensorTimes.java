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

        /** Adds up the times of a stretch of a row, each pixel once. */
        default void tally(int row, int firstColumn, int endColumn, Tally tally) {
            tally.looked(endColumn - (long) firstColumn);
            for (int column = firstColumn; column < endColumn; column++) {
                long time = at(row, column);
                if (time != NEVER) {
                    tally.add(1, (double) time);
                }
            }
        }
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
    /** Over the words of a pixel before each: how many there are at which something happens, and the sum of their parts. */
    private int[] wordsBefore = {};

    private double[] partsBefore = {};

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

    /**
     * Pixels of one row have the same words, so a row's sum is its pixels' sum times the words of a pixel, plus the sum of the
     * words' parts times the pixels. Time is linear in the rows that the words lie in, if those of a row can be added at once.
     */
    @Override
    public void tally(long firstWord, long endWord, Tally tally) {
        if (!layout.isPixelAligned()) {
            WordTimes.super.tally(firstWord, endWord, tally);
            return;
        }
        foldSums();
        long from = Math.max(firstWord, layout.startWord()) - layout.startWord();
        long end = Math.min(endWord, layout.endWord(layout.pixels() - 1)) - layout.startWord();
        long words = wordParts.length;
        if (from < end && from / words == end / words) {
            tallyWithin(from / words, (int) (from % words), (int) (end % words), tally);
        } else if (from < end) {
            if (from % words > 0) {
                tallyWithin(from / words, (int) (from % words), wordParts.length, tally);
            }
            tallyPixels((from + words - 1) / words, end / words, tally);
            if (end % words > 0) {
                tallyWithin(end / words, 0, (int) (end % words), tally);
            }
        }
    }

    private void foldSums() {
        if (wordParts.length == 0) {
            foldChannels();
        }
        if (wordsBefore.length == 0) {
            wordsBefore = new int[wordParts.length + 1];
            partsBefore = new double[wordParts.length + 1];
            for (int word = 0; word < wordParts.length; word++) {
                boolean happens = wordParts[word] != NEVER;
                wordsBefore[word + 1] = wordsBefore[word] + (happens ? 1 : 0);
                partsBefore[word + 1] = partsBefore[word] + (happens ? wordParts[word] : 0);
            }
        }
    }

    /** Some words of a pixel. */
    private void tallyWithin(long pixel, int firstWord, int endWord, Tally tally) {
        tally.looked(1);
        long pixelTime = pixelTimes.at((int) (pixel / columns), (int) (pixel % columns));
        if (pixelTime != NEVER) {
            int count = wordsBefore[endWord] - wordsBefore[firstWord];
            tally.add(count, (double) pixelTime * count + (partsBefore[endWord] - partsBefore[firstWord]));
        }
    }

    /** All words of some pixels. */
    private void tallyPixels(long firstPixel, long endPixel, Tally tally) {
        Tally pixels = new Tally();
        for (long pixel = firstPixel; pixel < endPixel; ) {
            int column = (int) (pixel % columns);
            int count = (int) Math.min(columns - column, endPixel - pixel);
            pixelTimes.tally((int) (pixel / columns), column, column + count, pixels);
            pixel += count;
        }
        tally.looked(pixels.looks());
        int words = wordsBefore[wordParts.length];
        tally.add(pixels.words() * words, pixels.times() * words + partsBefore[wordParts.length] * pixels.words());
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
