package dev.shingle.mapper.plan;

import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * One operand or result of a step, as the operator sees it.
 *
 * @param name the buffer's name in the plan; for a constant, the constant's name
 * @param shape shape that the operator uses, which differs from the buffer's for a view
 * @param type element type
 * @param dense stored without channel padding
 * @param storage where it lives
 * @param slice the part of the buffer that it is; empty for the whole buffer
 */
public record TensorUse(
        String name, Shape shape, ElementType type, boolean dense, Storage storage, Optional<Slice> slice) {

    /** A tensor that is not a slice. */
    public TensorUse(String name, Shape shape, ElementType type, boolean dense, Storage storage) {
        this(name, shape, type, dense, storage, Optional.empty());
    }

    /** Memory that holds an operand. */
    public enum Storage {
        SCRATCHPAD,
        WEIGHTS
    }

    public boolean isInScratchpad() {
        return storage == Storage.SCRATCHPAD;
    }

    /** The same tensor as a part of its buffer. */
    public TensorUse as(Slice part) {
        return new TensorUse(name, shape, type, dense, storage, Optional.of(part));
    }

    /** Its words on a machine with the given layout, counted from the buffer's start. */
    public TensorLayout layoutOn(Layout layout) {
        TensorLayout whole = layout.of(shape, type, dense);
        return slice.map(part -> whole.within(
                        part.bufferWords(),
                        part.offsetWords() + (long) part.channelOffset() * type.bits() / layout.wordBits(),
                        part.pixelStride()))
                .orElse(whole);
    }
}
