package dev.shingle.mapper.place.trace;

import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A time, half-open, during which a buffer uses the bytes {@code [low, high)} of itself.
 *
 * @param from first time
 * @param to time after the last
 * @param low first byte in use
 * @param high byte after the last one in use
 */
record Stretch(long from, long to, long low, long high) {

    /** The buffer's life without its pauses, in order of time. */
    static List<Stretch> of(TracedBuffer buffer) {
        List<Stretch> stretches = new ArrayList<>();
        long now = buffer.lower();
        for (Gap gap : buffer.gaps()) {
            if (now < gap.lower()) {
                stretches.add(new Stretch(now, gap.lower(), 0, buffer.sizeBytes()));
            }
            if (gap.window().isPresent()) {
                stretches.add(new Stretch(
                        gap.lower(),
                        gap.upper(),
                        gap.window().get().lowBytes(),
                        gap.window().get().highBytes()));
            }
            now = gap.upper();
        }
        if (now < buffer.upper()) {
            stretches.add(new Stretch(now, buffer.upper(), 0, buffer.sizeBytes()));
        }
        return stretches;
    }

    long bytes() {
        return high - low;
    }
}
