package dev.shingle.mapper.overlap;

/**
 * {@code [0, length)} cut into pieces of {@code size} from the front on; the last piece may be smaller. In reverse the
 * pieces, and the positions in them, are counted from the other end, so the smaller piece comes first.
 */
record Cut(int length, int size, boolean fromEnd) {

    int count() {
        return (length - 1) / size + 1;
    }

    int start(int piece) {
        return fromEnd ? length - endFromFront(count() - 1 - piece) : piece * size;
    }

    int end(int piece) {
        return fromEnd ? length - (count() - 1 - piece) * size : endFromFront(piece);
    }

    private int endFromFront(int piece) {
        return (int) Math.min(length, (piece + 1L) * size);
    }

    /** What each piece reads first; {@link Axis#NOTHING} for pieces that read nothing. */
    long[] lows(Axis axis) {
        long[] lows = new long[count()];
        for (int piece = 0; piece < lows.length; piece++) {
            lows[piece] = axis.lowest(start(piece), end(piece));
        }
        return lows;
    }

    /** Where what each piece touches ends; {@link Long#MIN_VALUE} for pieces that touch nothing. */
    long[] highs(Axis axis) {
        long[] highs = new long[count()];
        for (int piece = 0; piece < highs.length; piece++) {
            highs[piece] = axis.highest(start(piece), end(piece));
        }
        return highs;
    }
}
