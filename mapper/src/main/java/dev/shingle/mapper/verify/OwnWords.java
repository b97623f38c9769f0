package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.TensorLayout;

/**
 * The words of a buffer that belong to one tensor, padding lanes included: all of them in one run, or for channels of a
 * joint tensor one run per pixel.
 */
final class OwnWords {

    private OwnWords() {}

    /** Takes the words {@code [first, end)}. */
    @FunctionalInterface
    interface Run {
        void words(long first, long end);
    }

    /** The runs of the pixels {@code [firstPixel, endPixel)} in ascending order. */
    static void forEachRun(TensorLayout layout, long firstPixel, long endPixel, Run run) {
        if (layout.gapBits() == 0) {
            run.words(layout.firstWord(firstPixel, 0), layout.endWord(endPixel - 1));
            return;
        }
        for (long pixel = firstPixel; pixel < endPixel; pixel++) {
            run.words(layout.firstWord(pixel, 0), layout.endWord(pixel));
        }
    }

    /**
     * Whether two tensors of one buffer have a word in common. Channels side by side in the same pixels are told apart at
     * once; otherwise time is that of walking through the runs of both.
     */
    static boolean meet(TensorLayout one, TensorLayout other) {
        long oneEnd = one.endWord(one.pixels() - 1);
        long otherEnd = other.endWord(other.pixels() - 1);
        if (oneEnd <= other.startWord() || otherEnd <= one.startWord()) {
            return false;
        }
        if (areSideBySide(one, other)) {
            return false;
        }
        long oneRuns = one.gapBits() == 0 ? 1 : one.pixels();
        long otherRuns = other.gapBits() == 0 ? 1 : other.pixels();
        long i = 0;
        long j = 0;
        while (i < oneRuns && j < otherRuns) {
            long iEnd = oneRuns == 1 ? oneEnd : one.endWord(i);
            long jEnd = otherRuns == 1 ? otherEnd : other.endWord(j);
            if (one.firstWord(i, 0) < jEnd && other.firstWord(j, 0) < iEnd) {
                return true;
            }
            if (iEnd <= jEnd) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    /**
     * <pre>
     *   | 1 1 . 2 2 2 . | 1 1 . 2 2 2 . |      from a pixel of the one, the other comes after it and ends before the next
     * </pre>
     */
    private static boolean areSideBySide(TensorLayout one, TensorLayout other) {
        boolean sameStride = one.pixelBits() == other.pixelBits() && one.isPixelAligned();
        if (!sameStride || one.gapBits() == 0 || other.gapBits() == 0) {
            return false;
        }
        long stride = one.pixelBits() / one.wordBits();
        long behind = Math.floorMod(other.startWord() - one.startWord(), stride);
        return behind >= one.endWord(0) - one.startWord() && behind + other.endWord(0) - other.startWord() <= stride;
    }
}
