package dev.shingle.sim.replay;

import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.TensorUse;
import java.math.RoundingMode;

/**
 * A buffer as one step uses it: where it starts and which tags its words have.
 *
 * @param name the buffer's name
 * @param offsetWords its first address
 * @param firstTag tag of its word 0
 * @param marks words already counted as violations in the current unit
 */
public record BoundUse(String name, long offsetWords, int firstTag, WordMarks marks) {

    /** No buffer at all: a constant, or nothing yet. */
    public static final BoundUse NONE = new BoundUse("nothing", 0, TagSpace.NOTHING, new WordMarks());

    /** A whole buffer. */
    public static BoundUse of(Placement placement, TagSpace tags) {
        String name = placement.buffer().name();
        return new BoundUse(name, placement.offsetWords(), tags.firstTag(tags.position(name)), new WordMarks());
    }

    /**
     * The buffer behind an operand or result. Its words must be those of the buffer: a view that moves elements to other
     * words is not a view. A constant lies elsewhere and is never read; it is bound to nothing.
     */
    public static BoundUse of(TensorUse use, TagSpace tags, Layout layout) {
        if (!use.isInScratchpad()) {
            return NONE;
        }
        Placement placement = tags.placement(tags.position(use.name()));
        Buffer buffer = placement.buffer();
        if (use.slice().isPresent()) {
            checkSlice(use, use.slice().get(), buffer, layout);
            return of(placement, tags);
        }
        TensorLayout stored = stored(buffer, layout);
        TensorLayout used = use.layoutOn(layout);
        if (used.sizeWords() > buffer.sizeWords()) {
            throw new MalformedPlanException("buffer %s has %d words, but used as %s it needs %d"
                    .formatted(buffer.name(), buffer.sizeWords(), use.shape(), used.sizeWords()));
        }
        if (!isSameMap(stored, used)) {
            throw new MalformedPlanException(
                    "buffer %s is stored as %s and used as %s, whose elements lie in other words"
                            .formatted(buffer.name(), buffer.shape(), use.shape()));
        }
        return of(placement, tags);
    }

    /** A slice must lie inside its buffer and own whole words, as a word cannot be half of one tensor. */
    private static void checkSlice(TensorUse use, Slice slice, Buffer buffer, Layout layout) {
        TensorLayout own = layout.of(use.shape(), use.type(), use.dense());
        int word = layout.wordBits();
        int bits = use.type().bits();
        long lanes = own.storedChannels();
        long others = slice.pixelStride() - lanes;
        // In elements from word 0 of the buffer, where the slice ends; saturated, as a plan may say anything.
        long lastPixel = LongMath.saturatedMultiply(own.pixels() - 1, slice.pixelStride());
        long end = LongMath.saturatedAdd(lastPixel, slice.channelOffset() + lanes);
        long endWord = LongMath.saturatedAdd(
                slice.offsetWords(),
                LongMath.divide(LongMath.saturatedMultiply(end, bits), word, RoundingMode.CEILING));
        boolean startsWord = (long) slice.channelOffset() * bits % word == 0;
        boolean fillsWords = others == 0 || ((long) slice.pixelStride() * bits % word == 0 && lanes * bits % word == 0);
        if (slice.bufferWords() != buffer.sizeWords()
                || bits != buffer.type().bits()
                || others < 0
                || endWord > buffer.sizeWords()
                || !startsWord
                || !fillsWords) {
            throw new MalformedPlanException("buffer %s has %d words, of which %s is no part"
                    .formatted(buffer.name(), buffer.sizeWords(), slice));
        }
    }

    /** Where the elements of a buffer are. */
    public static TensorLayout stored(Buffer buffer, Layout layout) {
        TensorLayout stored = layout.of(buffer.shape(), buffer.type(), buffer.dense());
        if (stored.sizeWords() > buffer.sizeWords()) {
            throw new MalformedPlanException("buffer %s has %d words, but stored as %s it needs %d"
                    .formatted(buffer.name(), buffer.sizeWords(), buffer.shape(), stored.sizeWords()));
        }
        return stored;
    }

    /** Whether every element of {@code used}, in flat order, lies in the bits that {@code stored} keeps it in. */
    private static boolean isSameMap(TensorLayout stored, TensorLayout used) {
        if (stored.elementBits() != used.elementBits()) {
            return false;
        }
        if (stored.channels() == used.channels() && stored.storedChannels() == used.storedChannels()) {
            return true;
        }
        long elements = Math.min(stored.pixels() * stored.channels(), used.pixels() * used.channels());
        for (long element = 0; element < elements; element++) {
            if (position(stored, element) != position(used, element)) {
                return false;
            }
        }
        return true;
    }

    private static long position(TensorLayout layout, long element) {
        return element / layout.channels() * layout.storedChannels() + element % layout.channels();
    }
}
