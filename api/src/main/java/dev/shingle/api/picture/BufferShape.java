package dev.shingle.api.picture;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.AddressRange;
import dev.shingle.mapper.plan.Buffer;

/**
 * One buffer as it is drawn.
 *
 * @param buffer the buffer
 * @param addresses bytes that it lies in, before any wrap-around
 * @param outlines one, or two if it wraps around the end of a circular scratchpad
 * @param byteSteps the sum over its bytes of the steps during which each is held
 * @param approaches its distances to the operands that it was laid over, and of the results that were laid over it
 * @param colour of a palette: buffers that are live together, or one after the other at the same place, differ
 */
public record BufferShape(
        Buffer buffer,
        AddressRange addresses,
        ImmutableList<Outline> outlines,
        double byteSteps,
        ImmutableList<Approach> approaches,
        int colour) {}
