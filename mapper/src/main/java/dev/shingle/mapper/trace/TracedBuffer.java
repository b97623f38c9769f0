package dev.shingle.mapper.trace;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.OptionalLong;

/**
 * One allocation: so many bytes from one time to another.
 *
 * <pre>
 *   size |  +-----+     +-----+      in use: the whole buffer, but for its gaps;
 *        |  |     |  +--+     |      in the first gap of this one nothing,
 *        |  |     |  |@ |     |      in the second the bytes of a window
 *      0 |  +-----+  +--+-----+
 *         lower                upper
 * </pre>
 *
 * @param id unique within its trace; neither empty nor with control characters
 * @param lower first time at which it is in use
 * @param upper first time at which it no longer is
 * @param sizeBytes bytes that it occupies, at least one
 * @param alignmentBytes its offset is a multiple of this
 * @param hintBytes an offset that the trace's author thinks good; nobody has to follow it
 * @param offsetBytes where it lies; in a question a demand, in an answer the result
 * @param gaps times of lesser use, in order of time and disjoint, all within the buffer's life
 */
public record TracedBuffer(
        String id,
        long lower,
        long upper,
        long sizeBytes,
        long alignmentBytes,
        OptionalLong hintBytes,
        OptionalLong offsetBytes,
        ImmutableList<Gap> gaps) {

    /** Times are within {@code [-LIMIT, LIMIT]} and bytes below it, so that sums of a few stay far from overflow. */
    public static final long LIMIT = (1L << 60) - 1;

    public TracedBuffer {
        checkArgument(isName(id), "buffer id '%s' is empty or has control characters", id);
        checkArgument(-LIMIT <= lower && lower < upper && upper <= LIMIT, "life [%s, %s) of %s", lower, upper, id);
        checkArgument(sizeBytes >= 1 && sizeBytes <= LIMIT, "size %s of %s", sizeBytes, id);
        checkArgument(alignmentBytes >= 1 && alignmentBytes <= LIMIT, "alignment %s of %s", alignmentBytes, id);
        checkArgument(isOffset(hintBytes), "hint %s of %s", hintBytes, id);
        checkArgument(isOffset(offsetBytes), "offset %s of %s", offsetBytes, id);
        long free = lower;
        for (Gap gap : gaps) {
            checkArgument(free <= gap.lower() && gap.upper() <= upper, "gap %s of %s is out of place", gap, id);
            checkArgument(
                    gap.window().isEmpty() || gap.window().get().highBytes() <= sizeBytes,
                    "gap %s of %s reaches beyond its %s bytes",
                    gap,
                    id,
                    sizeBytes);
            free = gap.upper();
        }
    }

    /** A buffer without demands on its place. */
    public static TracedBuffer of(String id, long lower, long upper, long sizeBytes) {
        return new TracedBuffer(
                id, lower, upper, sizeBytes, 1, OptionalLong.empty(), OptionalLong.empty(), ImmutableList.of());
    }

    /** Whether a text can be an id. */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    public TracedBuffer withOffsetBytes(OptionalLong newOffsetBytes) {
        return new TracedBuffer(id, lower, upper, sizeBytes, alignmentBytes, hintBytes, newOffsetBytes, gaps);
    }

    private static boolean isOffset(OptionalLong bytes) {
        return bytes.isEmpty() || (bytes.getAsLong() >= 0 && bytes.getAsLong() <= LIMIT);
    }
}
