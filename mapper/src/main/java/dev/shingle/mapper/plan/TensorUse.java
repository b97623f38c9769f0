package dev.shingle.mapper.plan;

import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;

/**
 * One operand or result of a step, as the operator sees it.
 *
 * @param name the buffer's name in the plan; for a constant, the constant's name
 * @param shape shape that the operator uses, which differs from the buffer's for a view
 * @param type element type
 * @param dense stored without channel padding
 * @param storage where it lives
 */
public record TensorUse(String name, Shape shape, ElementType type, boolean dense, Storage storage) {

    /** Memory that holds an operand. */
    public enum Storage {
        SCRATCHPAD,
        WEIGHTS
    }

    public boolean isInScratchpad() {
        return storage == Storage.SCRATCHPAD;
    }

    /** Its words on a machine with the given layout. */
    public TensorLayout layoutOn(Layout layout) {
        return layout.of(shape, type, dense);
    }
}
