package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Which part of a buffer an operand or result is, when several feature maps make up one joint tensor (docs/model.md section
 * 6). Channel c of pixel p lies {@code p*pixelStride + channelOffset + c} elements behind word {@code offsetWords}.
 *
 * @param bufferWords size of the whole buffer
 * @param offsetWords word of the buffer from which pixels are counted
 * @param channelOffset channels of other parts in front of this one in each pixel; they fill whole words
 * @param pixelStride channels from one pixel to the next, those of other parts and padding included
 */
public record Slice(long bufferWords, long offsetWords, int channelOffset, int pixelStride) {

    public Slice {
        checkArgument(
                bufferWords >= 1 && offsetWords >= 0 && channelOffset >= 0 && pixelStride >= 1,
                "slice at word %s and channel %s with %s channels a pixel of a buffer of %s words",
                offsetWords,
                channelOffset,
                pixelStride,
                bufferWords);
    }
}
