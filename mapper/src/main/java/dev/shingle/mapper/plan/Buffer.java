package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;

/**
 * A demand for storage.
 *
 * @param name name of the feature map that is stored; of several views, the one that is written; of a joint tensor and its
 *     parts, the joint tensor
 * @param sources every feature map of the network that lives in these words, the one of that name first
 * @param shape shape under which it is written
 * @param type element type
 * @param dense stored without channel padding
 * @param sizeWords words of the scratchpad
 * @param live steps during which the contents are needed
 */
public record Buffer(
        String name,
        ImmutableList<String> sources,
        Shape shape,
        ElementType type,
        boolean dense,
        long sizeWords,
        LiveRange live) {

    public Buffer {
        checkArgument(sizeWords >= 1, "buffer %s has %s words", name, sizeWords);
    }
}
