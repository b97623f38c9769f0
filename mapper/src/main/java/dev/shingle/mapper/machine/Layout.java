package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import java.math.RoundingMode;

/**
 * How tensors become words of the scratchpad: HWC order, pixel after pixel, each pixel's channels padded to a multiple of
 * {@code channelPadding} elements, elements packed without gaps from the first bit of the tensor on.
 *
 * <pre>
 *   wordBits 32, channelPadding 4, int8, 6 channels:   pixel 0          pixel 1
 *                                                  | c0 c1 c2 c3 | c4 c5 -- -- | c0 c1 ...
 *                                                  '-- word 0 ---'-- word 1 ---'-- word 2
 * </pre>
 *
 * @param wordBits addressable unit of the scratchpad in bits
 * @param channelPadding channels per pixel are rounded up to a multiple of this; 1 pads nothing
 * @param denseFrames network inputs with fewer channels than {@code channelPadding} are stored without channel padding
 */
public record Layout(int wordBits, int channelPadding, boolean denseFrames) {

    public Layout {
        checkArgument(wordBits >= 1 && wordBits <= 4096, "a word of %s bits; 1 to 4096 are supported", wordBits);
        checkArgument(
                channelPadding >= 1 && channelPadding <= 4096,
                "channels padded to multiples of %s; 1 to 4096 are supported",
                channelPadding);
    }

    /** One byte per word, nothing padded. */
    public static Layout bytes() {
        return new Layout(8, 1, false);
    }

    /** Where the words of one tensor are. {@code dense} leaves the channels unpadded whatever the machine pads. */
    public TensorLayout of(Shape shape, ElementType type, boolean dense) {
        int padding = dense ? 1 : channelPadding;
        int storedChannels = Math.multiplyExact(ceilDiv(shape.channels(), padding), padding);
        return TensorLayout.whole(wordBits, type.bits(), storedChannels, shape.channels(), shape.pixels());
    }

    /** Bytes that hold so many words, rounded up. */
    public long bytesOf(long words) {
        return LongMath.divide(Math.multiplyExact(words, (long) wordBits), 8, RoundingMode.CEILING);
    }

    /** Whole words in so many bytes, rounded down. */
    public long wordsIn(long bytes) {
        return Math.multiplyExact(bytes, 8L) / wordBits;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return IntMath.divide(dividend, divisor, RoundingMode.CEILING);
    }
}
