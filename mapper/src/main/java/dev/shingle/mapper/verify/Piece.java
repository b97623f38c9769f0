package dev.shingle.mapper.verify;

import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a buffer's life during which it uses the same bytes of memory: a rectangle in time and space.
 *
 * @param buffer number of the buffer
 * @param lower first time
 * @param upper time after the last
 * @param low first byte of memory
 * @param high byte after the last
 */
record Piece(int buffer, long lower, long upper, long low, long high) {

    /** The whole buffer before, between and after its gaps, and in the gaps their windows. */
    static List<Piece> of(TracedBuffer buffer, int number, long offset) {
        List<Piece> pieces = new ArrayList<>();
        long high = offset + buffer.sizeBytes();
        long from = buffer.lower();
        for (Gap gap : buffer.gaps()) {
            if (from < gap.lower()) {
                pieces.add(new Piece(number, from, gap.lower(), offset, high));
            }
            gap.window()
                    .ifPresent(window -> pieces.add(new Piece(
                            number,
                            gap.lower(),
                            gap.upper(),
                            offset + window.lowBytes(),
                            offset + window.highBytes())));
            from = gap.upper();
        }
        if (from < buffer.upper()) {
            pieces.add(new Piece(number, from, buffer.upper(), offset, high));
        }
        return pieces;
    }
}
