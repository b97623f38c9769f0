package dev.shingle.mapper.verify;

import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.TensorUse;
import java.util.Optional;

/**
 * What makes a slice one: it lies inside its buffer and shares no word with other slices (docs/model.md equation 10). A
 * word that held elements of two parts would be lost as a whole with either.
 */
final class SliceRules {

    private SliceRules() {}

    /** What is wrong with a slice, if anything is. Its shape must be of a size that can be checked. */
    static Optional<String> problem(TensorUse use, Buffer buffer, Layout layout) {
        Slice slice = use.slice().orElseThrow();
        if (use.type().bits() != buffer.type().bits()) {
            return Optional.of("a slice of " + use.type());
        }
        if (slice.bufferWords() != buffer.sizeWords()) {
            return Optional.of("a slice of " + slice.bufferWords() + " words");
        }
        TensorLayout own = layout.of(use.shape(), use.type(), use.dense());
        if (slice.pixelStride() < own.storedChannels()) {
            return Optional.of("%d channels every %d".formatted(own.storedChannels(), slice.pixelStride()));
        }
        long lastPixelBit =
                LongMath.saturatedMultiply(own.pixels() - 1, (long) slice.pixelStride() * own.elementBits());
        if (lastPixelBit / own.wordBits() >= buffer.sizeWords()) {
            return Optional.of("pixels beyond the buffer");
        }
        return problem(use.layoutOn(layout), slice);
    }

    private static Optional<String> problem(TensorLayout part, Slice slice) {
        long end = part.endWord(part.pixels() - 1);
        if (part.startWord() >= part.sizeWords() || end > part.sizeWords()) {
            return Optional.of("words [%d, %d)".formatted(part.startWord(), end));
        }
        long laneBits = (long) part.storedChannels() * part.elementBits();
        boolean startsWord = (long) slice.channelOffset() * part.elementBits() % part.wordBits() == 0;
        boolean fillsPixels = part.gapBits() == 0 || (part.isPixelAligned() && laneBits % part.wordBits() == 0);
        boolean fillsLast = part.gapBits() > 0
                || end == part.sizeWords()
                || part.pixels() * part.pixelBits() % part.wordBits() == 0;
        return startsWord && fillsPixels && fillsLast
                ? Optional.empty()
                : Optional.of("words that are shared with other parts");
    }

    /** Whether two uses of the same buffer touch different words. */
    static boolean areApart(TensorUse one, TensorUse other, Layout layout) {
        return one.slice().isPresent()
                && other.slice().isPresent()
                && !OwnWords.meet(one.layoutOn(layout), other.layoutOn(layout));
    }
}
